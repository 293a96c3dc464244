import type { Device } from '../device';
import type { Switches } from '../switches';
import type { OnvifFault } from './faults';
import type { SoapRequest } from './soap';
import type { Subscriptions } from './subscriptions';

/** What an operation sees. */
export interface Context {
  device: Device;
  faults: Switches<OnvifFault>;
  subscriptions: Subscriptions;
  request: SoapRequest;
  /** The camera's UTC clock. */
  clock(): number;
  /** A whole address for a path of this camera, as it believes that it is reached. */
  address(path: string): string;
  host: string;
}
