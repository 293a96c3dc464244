/**
 * A simulated camera for tests and demos.
 *
 * Alarms in a test:
 *
 *     const camera = await SimulatedCamera.start({ controlPort: 0 }); // ONVIF is on the HTTP port
 *     camera.controlPort.port; // TCP, the maker's frames
 *     camera.alarms.motion(true); // also person, vehicle, input(true, 2), triggerInput()
 *     camera.alarms.code({ code: 12, text: 'covered' }); // any code, control port only
 *     camera.alarms.topic({ topic: 'tns1:Device/Trigger/Relay', item: 'LogicalState', value: 'active' });
 *     camera.onvif.subscriptions.count; camera.onvif.operations; // what clients did
 *     camera.controlPort.messages; camera.controlPort.loggedIn;
 *     const off = camera.controlPort.faults.on('half-open'); // see CONTROL_PORT_FAULTS
 *     camera.onvif.faults.on('empty-at-once'); // see ONVIF_FAULTS; clearFaults() ends all faults
 *     camera.state.settings.clockOffsetMs = 3_600_000; // clock one hour fast
 *
 *     const camera = await SimulatedCamera.start({ liveMotion: true }); // dog and gate raise motion
 *     const camera = await SimulatedCamera.start({ discoveryPort: 0 }); // camera.discovery.port; DISCOVERY_FAULTS
 *     const camera = await SimulatedCamera.start({ onvifPort: 0 }); // camera.onvifPort; `onvif: false` has none
 *
 * `reboot()` clears sessions and subscriptions and resets every connection. The options `now` and `later` put
 * all times and timers on a fake clock.
 */
export { SimulatedCamera } from './camera';
export { zoneHere } from './clock';
export { ControlPage } from './control/server';
export { STYLES, type Options, type Style } from './options';
export { INJECTABLE_FAULTS, type AnyFault, type FaultKind, type FaultOptions } from './http/faults';
export type { RequestRecord } from './http/log';
export { CONTROL_PORT_FAULTS, type ControlPortFault } from './control-port/faults';
export type { ControlMessage } from './control-port/server';
export { ONVIF_FAULTS, type OnvifFault } from './onvif/faults';
export type { Alarm, AlarmKind, CodeReport, TopicReport } from './alarms/reporter';
export { SPECIAL_FAULTS, type SpecialFault } from './http/special-faults';
export { DISCOVERY_FAULTS, type DiscoveryFault } from './discovery/faults';
