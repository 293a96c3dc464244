import assert from 'node:assert/strict';
import { SimulatedCamera } from '../../../../simulator/index';
import type { FakeClock } from '../../../../tools/fake-clock';
import { turnedClock } from '../turned-clock';

describe('simulator: motion in the picture', () => {
  let camera: SimulatedCamera;
  let clock: FakeClock;
  afterEach(() => camera.stop());

  const start = async (liveMotion: boolean): Promise<void> => {
    const turned = turnedClock();
    clock = turned.clock;
    camera = await SimulatedCamera.start({ ...turned.options, liveMotion });
  };
  const told = (): boolean[] => camera.alarms.history.map(({ active }) => active);

  it('begins and ends with the dog, within a minute', async () => {
    await start(true);
    await clock.advance(60_000);
    const { history } = camera.alarms;
    assert.ok(history.length >= 3);
    for (const [i, { kind, active, at }] of history.entries()) {
      assert.equal(kind, 'motion');
      assert.equal(active, i % 2 === 0);
      // Over only when nothing was seen for five seconds.
      if (!active) assert.ok(at - history[i - 1]!.at >= 5000);
    }
  });

  it('ends five seconds after it was switched off', async () => {
    await start(true);
    while (told().length % 2 === 0) await clock.advance(500);
    const before = told().length;
    camera.state.settings.motion['enable'] = '0';
    await clock.advance(4000);
    assert.equal(told().length, before);
    await clock.advance(2000);
    assert.equal(told().at(-1), false);
    await clock.advance(60_000);
    assert.equal(told().length, before + 1);
  });

  it('is not looked for unless it was asked for', async () => {
    await start(false);
    await clock.advance(60_000);
    assert.deepEqual(told(), []);
    assert.equal(clock.pending, 0);
  });

  it('leaves no timer behind', async () => {
    await start(true);
    await clock.advance(60_000);
    await camera.stop();
    assert.equal(clock.pending, 0);
  });
});
