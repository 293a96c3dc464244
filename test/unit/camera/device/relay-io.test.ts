import assert from 'node:assert/strict';
import { readBack } from '../../../../camera/device/relay-io';
import type { RelayWrite } from '../../../../camera/device/relay-writes';
import { Bench } from '../../../support/bench';
import { gateOn, GET } from '../../../support/gate';
import { later, refusal } from '../../../support/refusal';

describe('reading back an opening', () => {
  let bench: Bench;

  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  const opening = (more: Partial<RelayWrite> = {}): RelayWrite => ({
    open: true,
    safeOpen: false,
    isRest: false,
    answered: Promise.resolve(),
    superseded: new AbortController().signal,
    isEnded: false,
    ...more,
  });

  it('is NOT_APPLIED where the relay is closed for as long as it may lag behind', async () => {
    const { client, camera, pass } = await gateOn(bench);
    const looking = later(readBack(client.dispatcher, opening(), {}));
    await camera.when(GET);
    await pass(1_500);
    await refusal(looking, 'NOT_APPLIED');
  });

  it('proves nothing where every look was answered after the pulse had ended', async () => {
    const { client, camera, pass } = await gateOn(bench);
    const looking = readBack(client.dispatcher, opening({ isEnded: true }), {});
    await camera.when(GET);
    await pass(1_500);
    await looking;
    assert.ok(camera.received(GET).length > 5, 'a slow relay may show it late');
  });

  it('ends as soon as the relay is told something else', async () => {
    const { client, camera } = await gateOn(bench);
    const told = new AbortController();
    const looking = readBack(client.dispatcher, opening({ superseded: told.signal }), {});
    await camera.when(GET);
    told.abort();
    await looking;
    assert.equal(camera.received(GET).length, 1);
  });
});
