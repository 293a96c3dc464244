import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishedStore, type Published } from '../../../../nodes/mqtt/published-store';

const PUBLISHED: Published = {
  site: 'home',
  discovery: 'homeassistant',
  cameras: { cam: { slug: 'gate', device: 'anjvision_025b26a8dc12' } },
  toClear: ['anjvision/home/old/availability'],
};

describe('the store of what bridges have left on the broker', () => {
  let folder: string;
  let file: string;
  let warnings: string[];
  const store = () => new PublishedStore(file, (trouble) => warnings.push(trouble));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjvision-published-'));
    file = join(folder, 'mqtt.json');
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives each bridge back what it left, after a restart', async () => {
    const before = store();
    void before.set('one', { ...PUBLISHED, cameras: {} });
    await Promise.all([before.set('one', PUBLISHED), before.set('two', { ...PUBLISHED, site: 'works' })]);
    assert.deepEqual(store().get('one'), PUBLISHED);
    assert.equal(store().get('two')?.site, 'works');
    assert.equal(store().get('three'), undefined);
  });

  it('gives a new bridge what a deleted one of the same site left, and forgets that one', async () => {
    const before = store();
    await before.set('deleted', PUBLISHED);
    await before.set('works', { ...PUBLISHED, site: 'works' });
    assert.deepEqual(before.inherit('new', 'home'), [PUBLISHED]);
    await before.set('new', PUBLISHED);
    assert.deepEqual(
      store()
        .entries()
        .map(([id]) => id),
      ['works', 'new'],
    );
    await before.forget('new');
    assert.equal(store().get('new'), undefined);
  });

  it('takes no file for more than it is', () => {
    const wrong = ['', 'null', '[]', '{"one":5}', '{"one":{"site":"home","cameras":{}}}', '{"__proto__":{}}'];
    for (const text of wrong) {
      writeFileSync(file, text);
      assert.equal(store().get('one'), undefined, text);
    }
    writeFileSync(file, JSON.stringify({ one: { ...PUBLISHED, cameras: { cam: { slug: 1 } } } }));
    assert.equal(store().get('one'), undefined);
    writeFileSync(file, JSON.stringify({ one: { ...PUBLISHED, toClear: [{}] } }));
    assert.equal(store().get('one'), undefined);
  });

  it('goes on with a disk that fails, and says so', async () => {
    file = join(folder, 'missing', 'mqtt.json');
    const failing = store();
    await failing.set('one', PUBLISHED);
    assert.deepEqual(failing.get('one'), PUBLISHED);
    assert.match(warnings[0]!, /cannot be written \(ENOENT\)/);
  });
});
