export { SimulatedCamera } from './camera';
export { zoneHere } from './clock';
export { ControlPage } from './control/server';
export type { Options, Style } from './options';
export { MISBEHAVIOURS, type Misbehaviour, type MisbehaveOptions } from './http/misbehaviour';
export type { RequestRecord } from './http/log';
