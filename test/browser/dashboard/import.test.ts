import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Editor, useEditor } from '../../support/editor';

const example = readFileSync(resolve(__dirname, '../../../examples/Dashboard.json'), 'utf8');

/** A dashboard as one has it that was there before. */
const OWN = JSON.stringify([
  { id: 'a000000000000001', type: 'ui-base', name: 'Mine', path: '/dashboard', navigationStyle: 'default' },
  {
    id: 'a000000000000002', type: 'ui-theme', name: 'Mine',
    colors: { surface: '#ffffff', primary: '#0094ce', bgPage: '#eeeeee', groupBg: '#ffffff', groupOutline: '#cccccc' },
    sizes: { density: 'default', pagePadding: '12px', groupGap: '12px', groupBorderRadius: '4px', widgetGap: '12px' },
  },
  {
    id: 'a000000000000003', type: 'ui-page', name: 'My page', path: '/mine', icon: 'home', layout: 'grid', order: 1,
    ui: 'a000000000000001', theme: 'a000000000000002', visible: 'true', disabled: 'false',
  },
  {
    id: 'a000000000000004', type: 'ui-group', name: 'My group', page: 'a000000000000003', width: '6', height: '1', order: 1,
    showTitle: true, visible: 'true', disabled: 'false', groupType: 'default',
  },
  {
    id: 'a000000000000005', type: 'ui-template', z: 'tab', group: 'a000000000000004', name: 'Mine', order: 1, width: '6',
    height: '1', format: '<p>My words</p>', templateScope: 'local', x: 200, y: 300, wires: [[]],
  },
]); // prettier-ignore

/** As the import dialog does. */
async function importNodes({ page }: Editor, flow: string): Promise<void> {
  await page.evaluate(`RED.view.importNodes(${JSON.stringify(flow)}, { generateIds: true })`);
}

describe('the import of the dashboard in an editor without Dashboard 2', function () {
  this.timeout(60_000);
  const editor = useEditor([]);

  it('says what is missing, and offers to install it', async () => {
    const { current } = editor;
    await importNodes(current, example);
    const notice = current.page.locator('.red-ui-notification').filter({ hasText: 'modules missing' });
    await notice.getByText('@flowfuse/node-red-dashboard').waitFor();
    await notice.getByText('Install all').waitFor();
  });
});

describe('the import of the dashboard in an editor with one', function () {
  this.timeout(60_000);
  const editor = useEditor([], { dashboard: true });

  it('adds a page to it, with nothing to mend', async () => {
    const { current } = editor;
    const { page, red } = current;
    await importNodes(current, OWN);
    await importNodes(current, example);
    const invalid = await page.evaluate(`{
      const invalid = [];
      RED.nodes.eachNode(({ name, type, valid }) => valid || invalid.push(name || type));
      RED.nodes.eachConfig(({ name, type, valid }) => valid === false && type.startsWith('ui-') && invalid.push(name || type));
      invalid;
    }`);
    assert.deepEqual(invalid, []);
    await current.deploy();
    await page.goto(`${red.url}/dashboard/camera`);
    await page.locator('.move-pad').waitFor();
    await page.goto(`${red.url}/dashboard/mine`);
    await page.getByText('My words').waitFor();
    // There is no camera to give a picture.
    assert.deepEqual(
      current.errors.splice(0).filter((error) => !error.includes('503')),
      [],
    );
  });
});
