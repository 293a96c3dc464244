import type { Command } from './command';
import { deviceCommands } from './device';
import { relayCommands } from './relay';
import { sessionCommands } from './session';
import { snapshotCommands } from './snapshot';

export const commands: readonly Command[] = [
  ...sessionCommands,
  ...deviceCommands,
  ...relayCommands,
  ...snapshotCommands,
];
