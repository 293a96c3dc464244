import { device } from './device';
import { relay } from './relay';
import { session } from './session';
import { snapshot } from './snapshot';

/** The command table: every command of the manual, by the name flows use. */
export const commands = { ...session, ...device, ...relay, ...snapshot } as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
