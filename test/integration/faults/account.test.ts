import assert from 'node:assert/strict';
import { execute } from '../../../camera/operations/execute';
import { Bench, until } from '../../support/bench';
import { refusal } from '../../support/refusal';

describe('an account that the camera refuses while a session lives', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  afterEach(() => bench.putAway());

  it('keeps no door open: the session closes it although the account is locked', async () => {
    const { camera, client, clock } = await bench.pair({ style: 'field' });
    const pulse = {
      durationMs: 1_000,
      restOpen: false,
      verify: true,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
    };
    await client.relay.pulse(pulse);
    camera.lock();
    await refusal(execute(client, 'info', {}), 'LOCKED_OUT');
    await clock.advance(1_000);
    await until('the relay is closed', () => !camera.state.relay.open);
  });

  it('is not locked by sending a wrong password again and again', async () => {
    const { camera, client } = await bench.pair({ style: 'field' });
    await client.read('model');
    camera.state.accounts.list[0]!.password = 'another';
    for (let time = 0; time < 20; time += 1) await refusal(execute(client, 'info', {}), 'AUTH_FAILED');
    assert.equal(camera.requests.filter(({ query }) => query.includes('password=')).length, 2);
    assert.equal(camera.state.accounts.locked, false);
    await client.read('model');
  });
});
