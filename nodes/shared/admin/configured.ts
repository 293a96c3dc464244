import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { CameraError } from '../../../camera/index';
import { deployedCameras } from '../cameras';

/** Node.js resolves four names at a time for the whole process, and one that nobody knows takes seconds. */
const LOOKED_UP_AT_A_TIME = 2;
const LOOKING_UP_MS = 4_000;

export type Lookup = (host: string) => Promise<readonly string[]>;

const addressesOf: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Tells whether a deployed camera has an address and port, also if it is set to a host name. */
export async function configuredCameras(
  resolve: Lookup = addressesOf,
): Promise<(address: string, port: number) => boolean> {
  const own = deployedCameras().flatMap(({ client }) =>
    CameraError.is(client) ? [] : [client.settings.address],
  );
  const names = [...new Set(own.map(({ host }) => host).filter((host) => isIP(host) === 0))];
  const resolved = await resolveAll(names, resolve);
  return (address, port) =>
    own.some(
      ({ host, ...camera }) =>
        (host === address || resolved.get(host)?.includes(address)) &&
        // One that is set to https announces the port of http all the same.
        (camera.port === port || camera.protocol === 'https'),
    );
}

/** What is not resolved in time stays unknown. */
async function resolveAll(names: readonly string[], resolve: Lookup) {
  const resolved = new Map<string, readonly string[]>();
  const deadline = Date.now() + LOOKING_UP_MS;
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined && Date.now() < deadline; name = waiting.shift())
      resolved.set(name, await resolve(name).catch(() => []));
  };
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise((done) => (timer = setTimeout(done, LOOKING_UP_MS)));
  await Promise.race([Promise.all(Array.from({ length: LOOKED_UP_AT_A_TIME }, work)), timeUp]);
  clearTimeout(timer);
  return resolved;
}
