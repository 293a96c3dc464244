import assert from 'node:assert/strict';
import { seesMotion, watchedCells } from '../../../../simulator/alarms/detection';
import { dogAt } from '../../../../simulator/picture/dog';
import { GATE_MS } from '../../../../simulator/relay';
import { setUp, START, type CameraFixture } from '../support';

/** When the dog is in the middle of the picture, and when it is out of it. */
const DOG_SEEN = timeOfDog((x) => Math.abs(x - 640) < 20);
const DOG_AWAY = timeOfDog((x) => x < -300);

describe('simulator: motion detection', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  const sees = (): boolean => seesMotion(on.camera.state);
  const at = (now: number): void => void (on.clock.now = now);

  it('sees the dog while it is in the picture', () => {
    at(DOG_SEEN);
    assert.equal(sees(), true);
    at(DOG_AWAY);
    assert.equal(sees(), false);
  });

  it('sees the gate while it swings', () => {
    at(DOG_AWAY);
    on.camera.state.relay.open = true;
    assert.equal(sees(), false);
    at(DOG_AWAY + GATE_MS / 2);
    assert.equal(sees(), true);
    at(DOG_AWAY + GATE_MS);
    assert.equal(sees(), false);
  });

  it('sees nothing while it is switched off', async () => {
    at(DOG_SEEN);
    await on.get('motion', 'enable=0');
    assert.equal(sees(), false);
  });

  it('sees only what moves in the painted area', async () => {
    at(DOG_SEEN);
    // The upper half, above the dog.
    await on.get('motion', 'blockcount=2x2&areavalue=03');
    assert.equal(sees(), false);
    await on.get('motion', 'blockcount=2x2&areavalue=0c');
    assert.equal(sees(), true);
  });

  it('needs a larger thing the less sensitive it is', async () => {
    at(DOG_SEEN);
    await on.get('motion', 'sensitivity=40');
    assert.equal(sees(), false);
    await on.get('motion', 'alarmthreshold=5');
    assert.equal(sees(), true);
    await on.get('motion', 'sensitivity=40&alarmthreshold=20');
    on.camera.state.ptz.position = { zoom: 2, tilt: -8 };
    assert.equal(sees(), true);
  });

  it('sees nothing where the camera does not look', () => {
    at(DOG_SEEN);
    on.camera.state.ptz.position = { pan: 90 };
    assert.equal(sees(), false);
  });

  it('goes by the night’s values at night where they are switched on', async () => {
    at(DOG_SEEN);
    await on.get('set_ircut', 'ircutmode=3&time=night');
    await on.get('motion', 'sensitivity=80&night_sensitivity=1');
    assert.equal(sees(), true);
    await on.get('motion', 'enable_nighttime=1');
    assert.equal(sees(), false);
  });
});

describe('simulator: the painted area', () => {
  it('is packed row by row, the first block in the lowest bit', () => {
    assert.deepEqual(watchedCells({ blockcount: '4x4', areavalue: '0180' }), [
      { left: 0, right: 320, top: 0, bottom: 180 },
      { left: 960, right: 1280, top: 540, bottom: 720 },
    ]);
  });
});

function timeOfDog(isRight: (x: number) => boolean): number {
  for (let now = START; now < START + 60_000; now += 100) if (isRight(dogAt(now).x)) return now;
  throw new Error('The dog never gets there.');
}
