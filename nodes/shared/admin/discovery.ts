import {
  answersToUs,
  CameraError,
  discover,
  type DiscoverOptions,
  type FoundDevice,
} from '../../../camera/index';
import { deployedCameras } from '../cameras';

/** A device as the dialog lists it. */
export interface FoundCamera extends FoundDevice {
  /** Whether it has the CGI of this package. */
  readonly answers: boolean;
  /** Whether a deployed camera has this address and port. */
  readonly configured: boolean;
}

const ASKED_AT_A_TIME = 8;

/** One search at a time, however many ask. */
let search: Promise<FoundCamera[]> | undefined;

/** The cameras on the networks of this machine, those that can be used first. */
export function findCameras(options?: DiscoverOptions): Promise<FoundCamera[]> {
  search ??= run(options).finally(() => (search = undefined));
  return search;
}

async function run(options?: DiscoverOptions): Promise<FoundCamera[]> {
  const found = await discover(options);
  const cameras: FoundCamera[] = [];
  const waiting = [...found];
  const work = async () => {
    for (let device = waiting.shift(); device; device = waiting.shift())
      cameras.push({
        ...device,
        answers: await answersToUs(device.address, device.port),
        configured: isConfigured(device),
      });
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, work));
  const rank = ({ answers, configured }: FoundCamera) => Number(!answers) * 2 + Number(configured);
  const byAddress = (one: FoundCamera, other: FoundCamera) =>
    one.address.localeCompare(other.address, 'en', { numeric: true });
  return cameras.sort((one, other) => rank(one) - rank(other) || byAddress(one, other));
}

function isConfigured({ address, port }: FoundDevice): boolean {
  return deployedCameras().some(({ client }) => {
    if (CameraError.is(client)) return false;
    const { address: own } = client.settings;
    return own.host === address && own.port === port;
  });
}
