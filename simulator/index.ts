export { SimulatedCamera } from './camera';
export { zoneHere } from './clock';
export { ControlPage } from './control/server';
export type { Options, Style } from './options';
export { INJECTABLE_FAULTS, type FaultKind, type FaultOptions } from './http/faults';
export type { RequestRecord } from './http/log';
