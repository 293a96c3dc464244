import { audioCommands } from './audio';
import type { Command } from './command';
import { deviceCommands } from './device';
import { imageCommands } from './image';
import { lightCommands } from './light';
import { motionCommands } from './motion';
import { networkCommands } from './network';
import { newerCommands } from './newer';
import { ptzCommands } from './ptz';
import { relayCommands } from './relay';
import { serviceCommands } from './services';
import { sessionCommands } from './session';
import { shutterCommands } from './shutter';
import { snapshotCommands } from './snapshot';
import { timeCommands } from './time';
import { titleCommands } from './titles';
import { userCommands } from './users';
import { videoCommands } from './video';

/** Every CGI of the manual, in the order of its chapters. */
export const commands: readonly Command[] = [
  ...sessionCommands,
  ...deviceCommands,
  ...networkCommands,
  ...timeCommands,
  ...videoCommands,
  ...audioCommands,
  ...titleCommands,
  ...imageCommands,
  ...shutterCommands,
  ...motionCommands,
  ...userCommands,
  ...serviceCommands,
  ...ptzCommands,
  ...snapshotCommands,
  ...lightCommands,
  ...relayCommands,
  ...newerCommands,
];
