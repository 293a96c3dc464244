import { audio } from './audio';
import { device } from './device';
import { image } from './image';
import { motion } from './motion';
import { network } from './network';
import { overlay } from './overlay';
import { ptz } from './ptz';
import { relay } from './relay';
import { session } from './session';
import { snapshot } from './snapshot';
import { storage } from './storage';
import { streaming } from './streaming';
import { time } from './time';
import { users } from './users';
import { video } from './video';
import type { Command } from './schema';

/** The command table: every command of the manual, by the name flows use. */
export const commands = {
  ...session,
  ...device,
  ...network,
  ...time,
  ...video,
  ...audio,
  ...overlay,
  ...image,
  ...motion,
  ...ptz,
  ...relay,
  ...snapshot,
  ...users,
  ...streaming,
  ...storage,
} as const;

/** The commands that flows may name. */
export const commandNames: readonly string[] = Object.entries<Command>(commands)
  .filter(([, command]) => !command.internal)
  .map(([name]) => name);

export type Commands = typeof commands;
export type CommandName = keyof Commands;
