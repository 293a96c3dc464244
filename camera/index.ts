/** The camera client's one door. It knows nothing of Node-RED. */
import type { Camera, CameraSettings, CameraDependencies } from './device/camera';
import type * as Client from './client';
import type { Clock } from './core/clock';

export { ACCOUNT_LIMITS, checkAccount, type Account, type RawAccount } from './session/account';
export type { Camera, CameraSettings } from './device/camera';
export type { AlarmConsumer, ListeningStatus, RecentAlarm } from './events/alarm-listener';
export { ALARM_MODES, checkAlarmSettings, type AlarmMode, type AlarmSettings } from './events/alarm-settings';
export { ALARM_TYPES } from './events/alarm-types';
export type { AlarmSourceName } from './events/alarm-source';
export type { AlarmEvent, OtherEvent, StateEvent } from './events/event-state';
export type { DiscoverOptions, FoundDevice } from './discovery/discover';
export type { SendOptions } from './dispatch/dispatcher';
export { systemClock, type Clock } from './core/clock';
export { commandNames, commands, type CommandName } from './commands';
export { Priority, type Command, type Parameter } from './commands/schema';
export type { InputOf, ResultOf } from './commands/types';
export type { ConnectionState, ConnectionStatus } from './session/connection-monitor';
export { PendingActions } from './device/pending-actions';
export { CameraError, type ErrorCode } from './core/errors';
export { replaceFile } from './core/replace-file';
export { charactersOf, formatValue } from './protocol/encode-value';
export type { Move } from './device/movement';
export type { PulseEnd, PulseOptions } from './device/relay-pulse';
export type { BackupOptions, RestoreOptions } from './operations/backup';
export type { Address } from './http/transport';

let loaded: typeof Client | undefined;

/** Node-RED starts sooner if the greater part is loaded when the first camera is made. */
const client = () => (loaded ??= require('./client') as typeof Client);

export const createCamera = (
  settings: CameraSettings,
  clock?: Clock,
  surroundings?: CameraDependencies,
): Camera => new (client().Camera)(settings, clock, surroundings);

export const perform: typeof Client.execute = (...of) => client().execute(...of);
export const foresee: typeof Client.validateConfig = (...of) => client().validateConfig(...of);
export const upgrade: typeof Client.upgrade = (...of) => client().upgrade(...of);
export const restart: typeof Client.restart = (...of) => client().restart(...of);
/** Saves, compares and restores what a camera is set to. */
export const backup = (): typeof Client.backup => client().backup;
export const discover: typeof Client.discover = (...of) => client().discover(...of);
export const answersToUs: typeof Client.answersToUs = (...of) => client().answersToUs(...of);
