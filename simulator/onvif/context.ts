import type { Device } from '../device';
import type { Switches } from '../switches';
import type { OnvifFault } from './faults';
import type { SoapRequest } from './soap';
import type { Subscriptions } from './subscriptions';

/** The arguments of an operation. */
export interface Context {
  device: Device;
  faults: Switches<OnvifFault>;
  subscriptions: Subscriptions;
  request: SoapRequest;
  /** The camera's UTC clock. */
  clock(): number;
  /** The absolute address of a path, with the host and port that the camera reports. */
  address(path: string): string;
  host: string;
}
