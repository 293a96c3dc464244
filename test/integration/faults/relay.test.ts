import assert from 'node:assert/strict';
import { Bench } from '../../support/bench';
import { refusal } from '../../support/refusal';

describe('a relay that cannot be asked how it stands', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  afterEach(() => bench.putAway());

  it('is never said not to have been reached, when it was opened', async () => {
    const { camera, client } = await bench.pair();
    camera.injectFault('locked', { path: '/cgi-bin/getRelayStatus' });
    const error = await refusal(client.relay.set(true, { verify: true }), 'CONNECTION_LOST');
    assert.match(error.message, /^Gate: relay: the camera accepted it, .*: the account is locked$/);
    assert.equal(camera.state.relay.open, true);
    assert.equal(client.state, 'locked');
  });
});
