/** The camera client's one door. It knows nothing of Node-RED. */
export { ACCOUNT_LIMITS, checkAccount, type Account, type TypedAccount } from './account';
export { Camera, type CameraSettings } from './camera';
export type { SendOptions } from './channel';
export { systemClock, type Clock } from './clock';
export { commands, type CommandName } from './commands';
export { Priority, type Command, type Parameter } from './commands/vocabulary';
export type { InputOf, ResultOf } from './commands/types';
export type { ConnectionState, ConnectionStatus } from './connection';
export { DebtBook } from './debts';
export { CameraError, type ErrorCode } from './errors';
export { asFlag, charactersOf, shown } from './request/values';
export { upgrade } from './firmware';
export type { Move } from './movement';
export { commandNames, foresee, perform } from './perform';
export { restart } from './restart';
export type { PulseEnd, PulseOptions } from './relay';
export type { Address } from './transport';
