/** Node-RED's editor in a real browser, with one simulated camera that is deployed as `cam`, called `Gate`. */
import assert from 'node:assert/strict';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SimulatedCamera } from '../../simulator';
import { browserOptions } from '../../tools/browser/browser';
import { startNodeRed, type FlowNode, type NodeRedProcess } from '../../tools/node-red/node-red-process';

/** How long the editor's trays take to slide. */
const SLIDE_MS = 400;

export class Editor {
  /** What went wrong in the page. */
  readonly errors: string[] = [];

  constructor(
    readonly red: NodeRedProcess,
    readonly camera: SimulatedCamera,
    readonly browser: Browser,
    readonly page: Page,
  ) {
    page.setDefaultTimeout(15_000);
    page.on('pageerror', ({ message }) => this.errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon')) this.errors.push(message.text());
    });
  }

  async load(): Promise<void> {
    await this.page.goto(this.red.url);
    await this.page.waitForFunction(
      "window.RED?.nodes?.getType('anjvision-events') && RED.workspaces.active()",
    );
  }

  /** Loads the editor in a language, and in Node-RED 5 in a theme, as its user settings keep them. */
  async choose(language: string, theme: 'light' | 'dark' = 'light'): Promise<void> {
    await this.page.evaluate(
      `localStorage.setItem('editor-language', '${language}'); localStorage.setItem('view-dark-theme', '${theme}')`,
    );
    await this.load();
  }

  /** Opens the dialog of a node, and waits until it has settled. */
  async edit(id: string): Promise<void> {
    await this.page.evaluate(`RED.editor.edit(RED.nodes.node('${id}'))`);
    await this.#opened();
  }

  async editCamera(id = 'cam'): Promise<void> {
    await this.page.evaluate(`RED.editor.editConfig('', 'anjvision-camera', '${id}')`);
    await this.#opened();
    await this.page.locator('#anjvision-camera-test:enabled').waitFor();
  }

  async done(button = '#node-dialog-ok'): Promise<void> {
    await this.page.click(button);
    await this.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  }

  async cancel(): Promise<void> {
    await this.page.locator('#node-dialog-cancel, #node-config-dialog-cancel').last().click();
    await this.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  }

  /** Deploys and loads the editor anew, so that only what is deployed is left. */
  async deploy(): Promise<void> {
    const dirty = await this.page.evaluate('RED.nodes.dirty()');
    assert.ok(dirty, 'there is nothing to deploy');
    await this.page.evaluate("RED.actions.invoke('core:deploy-flows')");
    await this.page.waitForFunction('!RED.nodes.dirty()');
    await this.load();
  }

  /** A property of a node in the editor. */
  async property(id: string, name: string): Promise<unknown> {
    return this.page.evaluate(`RED.nodes.node('${id}').${name}`);
  }

  /** Whether the editor finds a node's properties in order. */
  async isValid(id: string): Promise<boolean> {
    return this.page.evaluate(`RED.editor.validateNode(RED.nodes.node('${id}'))`);
  }

  /** Waits until the line for answers matches that a dialog keeps, or another place. */
  async told(text: RegExp, place = '.red-ui-tray'): Promise<void> {
    await this.page.locator(`${place} .anjvision-notice`).filter({ hasText: text }).waitFor();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.red.close();
    await this.camera.stop();
  }

  async #opened(): Promise<void> {
    await this.page.locator('.red-ui-tray-body-wrapper').last().waitFor();
    await this.page.waitForTimeout(SLIDE_MS);
  }
}

/** The nodes of a test, in a flow with a camera. */
function withCamera(camera: SimulatedCamera, nodes: readonly FlowNode[]): FlowNode[] {
  const { username, password } = camera.options;
  const credentials = { username, password };
  const address = {
    host: '127.0.0.1',
    port: camera.port,
    protocol: 'http',
    timeout: 5000,
    keepSession: true,
  };
  return [
    { id: 'tab', type: 'tab', label: 'Test' },
    { id: 'cam', type: 'anjvision-camera', name: 'Gate', ...address, credentials },
    ...nodes.map((node, index) =>
      node.type === 'anjvision-camera'
        ? node
        : { z: 'tab', x: 200, y: 60 * (index + 1), wires: [[]], ...node },
    ),
  ];
}

async function start(nodes: readonly FlowNode[] | undefined, dashboard: boolean): Promise<Editor> {
  const camera = await SimulatedCamera.start({ port: 0, bootMs: 200 });
  const red = await startNodeRed({ flows: nodes ? withCamera(camera, nodes) : [], dashboard });
  const browser = await chromium.launch(await browserOptions());
  const page = await browser.newPage({ viewport: { width: 1200, height: 1200 } });
  const editor = new Editor(red, camera, browser, page);
  await editor.load();
  return editor;
}

/**
 * Starts an editor for the tests of a `describe`, and fails a test in which something went wrong in the page. Without
 * nodes there is nothing in it, not even a camera.
 */
export function useEditor(
  nodes?: readonly FlowNode[],
  { dashboard = false } = {},
): { readonly current: Editor } {
  const holder: { current: Editor } = { current: undefined as unknown as Editor };
  before(async function () {
    this.timeout(300_000);
    holder.current = await start(nodes, dashboard);
  });
  afterEach(() => {
    assert.deepEqual(holder.current.errors.splice(0), []);
  });
  after(async function () {
    this.timeout(60_000);
    await (holder.current as Editor | undefined)?.close();
  });
  return holder;
}
