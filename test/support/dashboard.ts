/** The example `Dashboard` in a real Node-RED with Dashboard 2, looked at in a real browser, with a simulated camera. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { SimulatedCamera } from '../../simulator';
import { browserOptions } from '../../tools/browser/browser';
import { freePorts } from '../../tools/node-red/free-ports';
import { startNodeRed, type FlowNode, type NodeRedProcess } from '../../tools/node-red/node-red-process';

const EXAMPLE = resolve(__dirname, '../../examples/Dashboard.json');

/** Generous, for machines that do other things as well. */
const REACTION_MS = 10_000;
const LOOK_MS = 20;
/** What does not come, which the page tells by itself; nobody serves pictures or messages while Node-RED deploys. */
const TOLD =
  /status of 503|status of 404 .*(?:\/camera\/picture\.jpg|\/socket\.io\/)|net::ERR_|SIO connect error/;

/** As a user has it: only the camera's address and account are changed. */
function flowsFor(camera: SimulatedCamera): FlowNode[] {
  const { username, password } = camera.options;
  const address = { host: '127.0.0.1', port: camera.port, credentials: { username, password } };
  const nodes = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as FlowNode[];
  return nodes.map((node) => (node.type === 'anjvision-camera' ? { ...node, ...address } : node));
}

export class Dashboard {
  /** What went wrong in the pages. */
  readonly errors: string[] = [];

  private constructor(
    readonly camera: SimulatedCamera,
    readonly red: NodeRedProcess,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<Dashboard> {
    const camera = await SimulatedCamera.start({ bootMs: 300 });
    // Ten in the morning where the camera is: its picture has colours.
    camera.state.settings.clockOffsetMs = Date.UTC(2026, 5, 1, 2) - Date.now();
    // Where the pages find it again when it was away.
    const [uiPort] = await freePorts(1);
    const red = await startNodeRed({ flows: flowsFor(camera), dashboard: true, settings: { uiPort } });
    return new Dashboard(camera, red, await chromium.launch(await browserOptions()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.red.close();
    await this.camera.stop();
  }

  get url(): string {
    return `${this.red.url}/dashboard`;
  }

  /** A page of its own, that has connected and shows a picture. */
  async open(options: BrowserContextOptions = {}, browser = this.browser): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.setDefaultTimeout(REACTION_MS);
    page.on('pageerror', ({ message }) => this.errors.push(message));
    page.on('console', (message) => {
      const error = `${message.text()} ${message.location().url}`;
      if (message.type() === 'error' && !TOLD.test(error)) this.errors.push(error);
    });
    await page.goto(this.url);
    await page.locator('.camera-view:not(.old) img').waitFor();
    await page.locator('.camera-state.online').waitFor();
    return page;
  }

  get ptz() {
    return this.camera.state.ptz;
  }

  /** Puts the camera where it starts, and forgets what it did. */
  rest(): void {
    this.camera.clearFaults();
    this.ptz.position = { pan: 0, tilt: 0, zoom: 1 };
    this.ptz.events.length = 0;
  }

  async moves(): Promise<void> {
    await until('the camera to move', () => this.ptz.moving);
  }

  /** Resolves when it was told to stop, and has. */
  async stops(): Promise<void> {
    await until('the camera to stop', () => !this.ptz.moving && this.ptz.events.at(-1)?.kind === 'stop');
    const { position } = this.ptz;
    await sleep(300);
    assert.deepEqual(this.ptz.position, position);
  }
}

/** Waits for what the page brings about; looks often, and not for ever. */
export async function until(what: string, condition: () => boolean, ms = REACTION_MS): Promise<void> {
  for (const deadline = Date.now() + ms; !condition(); await sleep(LOOK_MS))
    assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
}

/** Starts a dashboard for the tests of a `describe`, and fails a test in which something went wrong in a page. */
export function useDashboard(): { readonly current: Dashboard } {
  const holder = {} as { current: Dashboard };
  before(async function () {
    this.timeout(120_000);
    holder.current = await Dashboard.start();
  });
  beforeEach(() => {
    holder.current.rest();
  });
  afterEach(() => {
    assert.deepEqual(holder.current.errors.splice(0), []);
  });
  after(async function () {
    this.timeout(60_000);
    await (holder.current as Dashboard | undefined)?.close();
  });
  return holder;
}

/** A point of the pad: -1 to 1 from left to right, and from bottom to top. */
export async function onPad(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('.move-pad').boundingBox())!;
  return { x: box.x + ((1 + x) / 2) * box.width, y: box.y + ((1 - y) / 2) * box.height };
}
