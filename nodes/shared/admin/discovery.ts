import {
  answersToUs,
  CameraError,
  discover,
  type DiscoverOptions,
  type FoundDevice,
} from '../../../camera/index';
import { hostProblem, plainHost } from '../../../shared/host';
import { configuredCameras, type Lookup } from './configured';

/** A device as the dialog lists it. */
export interface FoundCamera extends FoundDevice {
  /** Whether it has the CGI of this package. */
  readonly answers: boolean;
  /** Whether a deployed camera has this address and port. */
  readonly configured: boolean;
}

interface FindOptions extends DiscoverOptions {
  readonly resolve?: Lookup;
}

const ASKED_AT_A_TIME = 8;
const USUAL_PORT = 80;

/** One search at a time, however many ask. */
let search: { readonly of: string; readonly found: Promise<FoundCamera[]> } | undefined;

/** The cameras on the networks of this machine, those that can be used first. */
export async function findCameras(options: FindOptions = {}): Promise<FoundCamera[]> {
  const of = JSON.stringify([options.targets, options.host]);
  while (search && search.of !== of) await search.found.catch(() => undefined);
  search ??= { of, found: run(options).finally(() => (search = undefined)) };
  return search.found;
}

/**
 * What a request asks for: the networks of this machine, and a host besides.
 *
 * @throws CameraError `INVALID_INPUT`.
 */
export function searchOf(query: Readonly<Record<string, unknown>>): FindOptions {
  const { host = '', port = '' } = query;
  if (host === '') return {};
  const address = typeof host === 'string' ? plainHost(host) : '';
  if (hostProblem(address)) throw invalid('"host" must be a host name or an IP address only');
  if (port === '') return { host: { address } };
  const number = typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) throw invalid('"port" must be a whole number from 1 to 65535');
  return { host: { address, port: number } };
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);

async function run({ resolve, ...options }: FindOptions): Promise<FoundCamera[]> {
  const [found, isConfigured] = await Promise.all([discover(options), configuredCameras(resolve)]);
  const cameras: FoundCamera[] = [];
  const waiting = [...found];
  const work = async () => {
    for (let device = waiting.shift(); device; device = waiting.shift()) {
      const port = await portOfCgi(device);
      cameras.push({
        ...device,
        port: port ?? device.port,
        answers: port !== undefined,
        configured: isConfigured(device.address, port ?? device.port),
      });
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, work));
  const rank = ({ answers, configured }: FoundCamera) => Number(!answers) * 2 + Number(configured);
  const byAddress = (one: FoundCamera, other: FoundCamera) =>
    one.address.localeCompare(other.address, 'en', { numeric: true }) || one.port - other.port;
  return cameras.sort((one, other) => rank(one) - rank(other) || byAddress(one, other));
}

/** A camera may announce a port of its own for ONVIF. */
async function portOfCgi({ address, port }: FoundDevice): Promise<number | undefined> {
  for (const each of new Set([port, USUAL_PORT])) if (await answersToUs(address, each)) return each;
  return undefined;
}
