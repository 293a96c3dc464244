import assert from 'node:assert/strict';
import { CannedCameras } from '../../../tools/bench/canned-cameras';

const MINUTE = 60_000;
const MOST_PER_MINUTE = 1.4;

describe('idle requests', () => {
  let cameras: CannedCameras;
  afterEach(() => cameras.putAway());

  const keepAll = () => {
    for (const client of cameras.clients) client.keep();
  };

  it('are at most 1.4 per camera and minute when the session is kept', async () => {
    cameras = new CannedCameras(20);
    keepAll();
    await cameras.clock.advance(2 * MINUTE);
    cameras.requests.length = 0;
    await cameras.clock.advance(60 * MINUTE);
    const perMinute = cameras.requests.length / 20 / 60;
    assert.ok(perMinute > 1, `${perMinute} would not keep a session`);
    assert.ok(perMinute <= MOST_PER_MINUTE, `${perMinute} per minute`);
    assert.ok(cameras.requests.every(({ path }) => path === '/cgi-bin/keep_alive'));
  });

  it('are none when it is not', async () => {
    cameras = new CannedCameras(20);
    await Promise.all(cameras.clients.map((client) => client.read('image')));
    cameras.requests.length = 0;
    await cameras.clock.advance(60 * MINUTE);
    assert.deepEqual(cameras.requests, []);
    assert.equal(cameras.clock.pending, 0);
  });

  it('are none on top of commands that keep the session alive', async () => {
    cameras = new CannedCameras(1);
    keepAll();
    await cameras.clock.advance(0);
    cameras.requests.length = 0;
    for (let minute = 0; minute < 10; minute += 1) {
      await cameras.clients[0]!.read('image');
      await cameras.clock.advance(MINUTE / 2);
      await cameras.clients[0]!.read('image');
      await cameras.clock.advance(MINUTE / 2);
    }
    assert.ok(cameras.requests.every(({ path }) => path === '/cgi-bin/image'));
    assert.equal(cameras.requests.length, 20);
  });
});

describe('a thousand cameras', function () {
  this.timeout(120_000);
  const COUNT = 1_000;
  let cameras: CannedCameras;
  afterEach(() => cameras.putAway());

  it('are logged in to within seconds, but not all at once', async () => {
    cameras = new CannedCameras(COUNT);
    const { clock, requests } = cameras;
    const from = clock.now();
    for (const client of cameras.clients) client.keep();
    await clock.advance(6_000);
    const busiest = Math.max(...cameras.perSecond(from));
    assert.ok(busiest <= COUNT / 2, `${busiest} requests in one second`);
    assert.equal(requests.filter(({ path }) => path === '/cgi-bin/getuid').length, COUNT);
  });

  it('are kept alive one after the other rather than in step, each by one log-in', async () => {
    cameras = new CannedCameras(COUNT);
    const { clock } = cameras;
    for (const client of cameras.clients) client.keep();
    await clock.advance(10 * MINUTE);
    const from = clock.now();
    const before = cameras.requests.length;
    await clock.advance(5 * MINUTE);
    const perMinute = (cameras.requests.length - before) / COUNT / 5;
    assert.ok(perMinute > 1 && perMinute <= MOST_PER_MINUTE, `${perMinute} per camera and minute`);
    const busiest = Math.max(...cameras.perSecond(from));
    assert.ok(busiest <= COUNT / 4, `${busiest} of ${COUNT} in one second`);
    const logIns = cameras.requests.filter(({ path }) => path === '/cgi-bin/getuid');
    assert.equal(logIns.length, COUNT);
    assert.ok(clock.pending <= COUNT, `${clock.pending} timers`);
  });
});
