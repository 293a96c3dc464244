/** The camera client's one door. It knows nothing of Node-RED. */
import type { Camera, CameraSettings, Surroundings } from './camera';
import type * as Client from './client';
import type { Clock } from './clock';

export { ACCOUNT_LIMITS, checkAccount, type Account, type TypedAccount } from './account';
export type { Camera, CameraSettings } from './camera';
export type { SendOptions } from './channel';
export { systemClock, type Clock } from './clock';
export { commandNames, commands, type CommandName } from './commands';
export { Priority, type Command, type Parameter } from './commands/vocabulary';
export type { InputOf, ResultOf } from './commands/types';
export type { ConnectionState, ConnectionStatus } from './connection';
export { DebtBook } from './debts';
export { CameraError, type ErrorCode } from './errors';
export { asFlag, charactersOf, shown } from './request/values';
export type { Move } from './movement';
export type { PulseEnd, PulseOptions } from './relay';
export type { Address } from './transport';

let loaded: typeof Client | undefined;

/** Node-RED starts sooner if the greater part is loaded when the first camera is made. */
const client = () => (loaded ??= require('./client') as typeof Client);

export const createCamera = (settings: CameraSettings, clock?: Clock, surroundings?: Surroundings): Camera =>
  new (client().Camera)(settings, clock, surroundings);

export const perform: typeof Client.perform = (...of) => client().perform(...of);
export const foresee: typeof Client.foresee = (...of) => client().foresee(...of);
export const upgrade: typeof Client.upgrade = (...of) => client().upgrade(...of);
export const restart: typeof Client.restart = (...of) => client().restart(...of);
