/** What somebody does with the mouse in Node-RED's editor, by what can be seen there. */
import type { Locator, Page } from 'playwright-core';

export interface Point {
  x: number;
  y: number;
}

/** How long the editor's trays take to slide, and its palette to filter. */
const SLIDE_MS = 800;
const STEPS = 6;

export class Mouse {
  constructor(private readonly page: Page) {}

  /** Looks for a node in the palette and drags it to a place in the flow. */
  async place(words: string, label: string, { x, y }: Point): Promise<void> {
    const search = this.page.locator('#red-ui-palette-search input').first();
    await search.fill('');
    await search.pressSequentially(words, { delay: 20 });
    await this.page.waitForTimeout(SLIDE_MS);
    const found = this.page.locator('.red-ui-palette-node:visible').filter({ hasText: label }).first();
    await this.drag(await middleOf(found), { x, y });
    await this.page.waitForTimeout(SLIDE_MS);
  }

  node(label: string): Locator {
    return this.page.locator('.red-ui-flow-node-group').filter({ hasText: label }).last();
  }

  /** Waits until a node shows a status. */
  async see(label: string, status: string): Promise<void> {
    const shown = this.node(label).locator('.red-ui-flow-node-status-label', { hasText: status });
    await shown.waitFor({ state: 'attached' });
  }

  async open(label: string): Promise<void> {
    const { x, y } = await middleOf(this.node(label).locator('.red-ui-flow-node-label').first());
    await this.page.mouse.dblclick(x, y);
    await this.page.locator('#node-dialog-ok').waitFor();
    await this.page.waitForTimeout(SLIDE_MS);
  }

  async done(): Promise<void> {
    await this.page.getByRole('button', { name: 'Done' }).click();
    await this.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
    await this.page.waitForTimeout(SLIDE_MS);
  }

  async wire(from: string, to: string): Promise<void> {
    const port = (label: string, side: string) =>
      middleOf(this.node(label).locator(`.red-ui-flow-port-${side}`).first());
    await this.drag(await port(from, 'output'), await port(to, 'input'));
  }

  async press(label: string): Promise<void> {
    const { x, y } = await middleOf(this.node(label).locator('.red-ui-flow-node-button-button'));
    await this.page.mouse.click(x, y);
  }

  async deploy(): Promise<void> {
    await this.page.click('#red-ui-header-button-deploy');
    await this.page.waitForFunction('!RED.nodes.dirty()');
    await this.page.waitForTimeout(SLIDE_MS);
  }

  /** Presses in the middle of something for a while. */
  async hold(what: Locator, ms: number): Promise<void> {
    const { x, y } = await middleOf(what);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.waitForTimeout(ms);
    await this.page.mouse.up();
  }

  async drag(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: STEPS });
    await this.page.mouse.move(to.x, to.y, { steps: STEPS });
    await this.page.mouse.up();
  }

  /** Drags over a part of something, from and to fractions of its size. */
  async sweep(what: Locator, from: Point, to: Point): Promise<void> {
    const { x, y, width, height } = (await what.boundingBox())!;
    const at = (part: Point) => ({ x: x + part.x * width, y: y + part.y * height });
    await this.drag(at(from), at(to));
  }
}

async function middleOf(what: Locator): Promise<Point> {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (!box) throw new Error(`${String(what)} is not to be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
