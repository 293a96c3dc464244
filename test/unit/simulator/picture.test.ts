import assert from 'node:assert/strict';
import { GATE_MS } from '../../../simulator/relay';
import { Picture, type Area } from './pixels';
import { setUp, START, type CameraFixture } from './support';

/** The gate's opening, and the wall beside it, in the picture at the start position. */
const GATEWAY: Area = [420, 250, 440, 170];
/** Where its leaves are when they stand open, too. */
const LEAVES: Area = [280, 200, 720, 300];
/** The start of the tests' clock is noon in this time zone. */
const NOON = 'GMT+00:00';
const MIDNIGHT = 'GMT+12:00';

describe('simulator: the picture', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
    on.camera.state.settings.time['timezone'] = NOON;
  });
  afterEach(() => on.camera.stop());

  const look = async (): Promise<Picture> => Picture.decode((await on.get('snapshot.cgi', 'stream=0')).body);
  const wait = (ms: number): void => void (on.clock.now += ms);
  /** Drives for a while and stops. */
  const drive = async (query: string, ms = 500): Promise<void> => {
    await on.get('ptz_ctrl', `${query}&speed=5`);
    wait(ms);
    await on.get('ptz_ctrl', 'stop=1');
  };

  describe('moves with the camera', () => {
    it('to the right when it turns left, at the commanded speed, until it is stopped', async () => {
      const home = await look();
      await drive('move_x=-1&move_y=0');
      const left = await look();
      // Half a second at 40 degrees per second, and 90 degrees from side to side.
      assert.ok(Math.abs(home.shiftTo(left) - 284) <= 8);
      wait(500);
      assert.ok((await look()).difference(left, GATEWAY) < 1);
    });

    it('to the left when it turns right, twice as far at twice the time', async () => {
      const home = await look();
      await drive('move_x=1&move_y=0', 250);
      assert.ok(Math.abs(home.shiftTo(await look()) + 142) <= 8);
      await drive('move_x=1&move_y=0', 250);
      assert.ok(Math.abs(home.shiftTo(await look()) + 284) <= 8);
    });

    it('down when it looks up', async () => {
      const sky: Area = [100, 90, 800, 100];
      const before = (await look()).brightness(GATEWAY);
      await drive('move_x=0&move_y=1', 1000);
      const after = await look();
      assert.ok(after.brightness(GATEWAY) > before + 30);
      assert.ok(after.at(sky[0], sky[1])[2] > after.at(sky[0], sky[1])[0]);
    });

    it('and stands still at the mechanical ends', async () => {
      await drive('move_x=-1&move_y=0', 10_000);
      const end = await look();
      await drive('move_x=-1&move_y=0', 0);
      assert.ok((await look()).difference(end) < 1);
      await drive('move_x=1&move_y=0', 500);
      assert.ok((await look()).difference(end) > 5);
    });

    it('back to a preset', async () => {
      const home = await look();
      await on.get('ptz_ctrl', 'add_preset=3');
      await drive('move_x=1&move_y=1', 1000);
      await on.get('ptz_ctrl', 'call_preset=3');
      wait(10_000);
      assert.ok((await look()).difference(home, GATEWAY) < 1);
    });
  });

  it('grows with the zoom', async () => {
    const widthOfGate = async (): Promise<number> => {
      const picture = await look();
      // At the height of its lock the gate's frame is darker than anything beside it.
      const dark = Array.from({ length: 1280 }, (_, x) => picture.at(x, 349)[0] < 100);
      return dark.filter(Boolean).length;
    };
    const wide = await widthOfGate();
    await drive('zoom=1', 250);
    assert.ok((await widthOfGate()) > wide * 1.6);
    await drive('zoom=-1', 10_000);
    assert.equal(await widthOfGate(), wide);
  });

  it('blurs out of focus and is sharp again on the way back', async () => {
    const sharp = (await look()).detail();
    await drive('focus=1', 1000);
    assert.ok((await look()).detail() < sharp * 0.7);
    await drive('focus=-1', 1000);
    assert.ok((await look()).detail() > sharp * 0.95);
    await drive('focus=-1', 1000);
    assert.ok((await look()).detail() < sharp * 0.7);
  });

  it('is brighter the further the iris opens', async () => {
    const middle = (await look()).brightness();
    await drive('iris=1', 500);
    assert.ok((await look()).brightness() > middle + 15);
    await drive('iris=-1', 1000);
    assert.ok((await look()).brightness() < middle - 15);
  });

  it('obeys brightness, contrast and saturation', async () => {
    const before = await look();
    await on.get('image', 'brightness=200');
    assert.ok((await look()).brightness() > before.brightness() + 15);
    await on.get('image', 'brightness=128&contrast=40');
    assert.ok((await look()).detail() < before.detail() * 0.8);
    await on.get('image', 'contrast=128&saturation=0');
    assert.ok((await look()).colour() < 4);
  });

  describe('at night', () => {
    it('is grey and darker, by the clock or by command', async () => {
      const day = await look();
      assert.ok(day.colour() > 30);
      await on.get('set_ircut', 'ircutmode=3&time=night');
      const told = await look();
      on.camera.state.settings.time['timezone'] = MIDNIGHT;
      await on.get('set_ircut', 'ircutmode=0');
      for (const night of [told, await look()]) {
        assert.ok(night.colour() < 4);
        assert.ok(night.brightness() < day.brightness() / 2);
      }
    });

    it('keeps its colours, but not its light, when told that it is day', async () => {
      const day = await look();
      on.camera.state.settings.time['timezone'] = MIDNIGHT;
      await on.get('set_ircut', 'ircutmode=3&time=day');
      const night = await look();
      assert.ok(night.colour() > 12);
      assert.ok(night.brightness() < day.brightness() * 0.7);
    });

    it('is brightened by infrared, and brightened and coloured by white light', async () => {
      on.camera.state.settings.time['timezone'] = MIDNIGHT;
      const dark = await look();
      await on.get('set_led', 'brightness=30&ledstatus=1&ledmode=1');
      const weak = await look();
      await on.get('set_led', 'brightness=100&ledstatus=1&ledmode=1');
      const infrared = await look();
      assert.ok(weak.brightness() > dark.brightness() + 8);
      assert.ok(infrared.brightness() > weak.brightness() + 8);
      assert.ok(infrared.colour() < 4);
      await on.get('set_led', 'brightness=100&ledstatus=1&ledmode=2');
      const white = await look();
      assert.ok(white.brightness() > dark.brightness() + 20);
      assert.ok(white.colour() > 20);
    });
  });

  it('shows the gate on its way', async () => {
    const pictures = [await look()];
    await on.get('setRelayStatus', 'status=1');
    for (let part = 0; part < 2; part++) {
      wait(GATE_MS / 4);
      pictures.push(await look());
    }
    wait(GATE_MS);
    pictures.push(await look());
    for (const [i, picture] of pictures.slice(1).entries()) {
      assert.ok(picture.difference(pictures[i]!, LEAVES) > 2, `step ${i}`);
    }
    await on.get('setRelayStatus', 'status=0');
    wait(GATE_MS);
    assert.ok((await look()).difference(pictures[0]!, GATEWAY) < 1);
  });

  it('turns the gate round where it is', () => {
    const { relay } = on.camera.state;
    relay.open = true;
    wait(GATE_MS / 2);
    relay.open = false;
    assert.equal(relay.openness, 0.5);
    wait(GATE_MS / 4);
    assert.equal(relay.openness, 0.25);
  });

  it('has something in it that moves', async () => {
    const path: Area = [0, 540, 1280, 60];
    wait(15_000);
    const before = await look();
    wait(1000);
    assert.ok((await look()).difference(before, path) > 0.5);
  });

  it('is drawn once for each request, and never unasked', async () => {
    const { state } = on.camera;
    await drive('move_x=1&move_y=0', 5000);
    await on.get('setRelayStatus', 'status=1');
    assert.equal(state.pictures, 0);
    await Promise.all([look(), look(), look()]);
    assert.equal(state.pictures, 3);
    await on.get('snapshot.cgi', 'stream=1&upload=0');
    assert.equal(state.pictures, 3);
    assert.equal(on.clock.now, START + 5000);
  });

  it('is drawn at least five times a second on one core, small as it is for a live view', async () => {
    await look();
    const before = process.cpuUsage();
    const count = 20;
    for (let i = 0; i < count; i++) {
      await drive('move_x=-1&move_y=0', 100);
      await look();
    }
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 1000 / count;
    assert.ok(each <= 1000 / 5, `${each} ms of a core for each picture`);
  });
});
