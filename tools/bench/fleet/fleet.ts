/** A broker, some Node-REDs and all their cameras, measured together. */
import { mosquitto, startBroker, type Broker } from '../../mqtt/broker';
import { Driver, waitFor } from './driver';
import { measureLoad, type LoadOptions, type LoadResult } from './load';
import { measureOutage, type Outage } from './outage';
import { Site } from './site';
import { taken, type Taken } from './usage';

const ONLINE_MS = 900_000;

/** First reads follow; nothing is told any more when they are done. */
const QUIET_MS = 3_000;
const QUIET_AT_MOST_MS = 180_000;

export interface FleetOptions {
  readonly sites: number;
  /** At each site. */
  readonly cameras: number;
  readonly discovery: boolean;
}

/** What Node-REDs and the broker take. */
interface Shares {
  readonly nodeRed: Taken;
  /** Of an embedded broker nothing is known. */
  readonly broker: Taken | undefined;
}

export interface Rest extends Shares {
  readonly cameras: number;
  /** From the start of the processes until every camera was told to be online. */
  readonly onlineMs: number;
}

export interface Loaded extends Shares {
  readonly load: LoadResult;
}

export class Fleet {
  private constructor(
    private readonly broker: Broker,
    private readonly driver: Driver,
    private readonly sites: readonly Site[],
  ) {}

  static async prepare({ sites: count, cameras, discovery }: FleetOptions): Promise<Fleet> {
    const protocolVersion = mosquitto ? 5 : 4;
    const broker = await startBroker();
    const sites: Site[] = [];
    for (let index = 0; index < count; index += 1) {
      const options = {
        name: `site_${index}`,
        cameras,
        brokerPort: broker.port,
        protocolVersion,
        discovery,
      } as const;
      sites.push(await Site.prepare(options));
    }
    return new Fleet(broker, await Driver.connect(broker.port, protocolVersion), sites);
  }

  async measureRest(seconds: number): Promise<Rest> {
    const { driver, sites } = this;
    const from = performance.now();
    for (const site of sites) site.start();
    const isOnline = ({ name, size }: Site) =>
      driver.siteTold(name, 'online', from) !== undefined && driver.camerasTold(name, 'online', from) >= size;
    await waitFor(`all sites\n${sites[0]!.log}`, () => sites.every(isOnline), ONLINE_MS);
    const onlineMs = performance.now() - from;
    await driver.quiet(QUIET_MS, QUIET_AT_MOST_MS);
    const shares = await this.shares(() => new Promise((resolve) => setTimeout(resolve, seconds * 1000)));
    return { cameras: sites.reduce((sum, { size }) => sum + size, 0), onlineMs, ...shares };
  }

  async measureLoad(options: LoadOptions): Promise<Loaded> {
    let load: LoadResult | undefined;
    const shares = await this.shares(async () => {
      load = await measureLoad(this.driver, this.sites, options);
    });
    return { load: load!, ...shares };
  }

  measureOutage(options: LoadOptions): Promise<Outage> {
    return measureOutage(this.driver, this.sites, options);
  }

  private async shares(work: () => Promise<unknown>): Promise<Shares> {
    const { pid } = this.broker;
    let broker: Taken | undefined;
    const pids = this.sites.map((site) => site.pid);
    const nodeRed = await taken(pids, async () => {
      broker = pid === undefined ? (await work(), undefined) : await taken([pid], work);
    });
    return { nodeRed, broker };
  }

  async close(): Promise<void> {
    await this.driver.close();
    await Promise.all(this.sites.map((site) => site.close()));
    await this.broker.stop();
  }
}
