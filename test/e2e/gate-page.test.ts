import assert from 'node:assert/strict';
import { Bench } from './example-flows';

const PICTURE = '/cgi-bin/snapshot.cgi';
const VIEWERS = 20;
const PULSE_MS = 1_000;
const PROMPT_MS = 1_000;

/** The page asks for no log-in, so anybody on the network may look, and more at a time than the camera has pictures. */
describe('the page of the example "Gate pulse with a button" with twenty viewers', function () {
  this.timeout(240_000).slow(60_000);

  let bench: Bench;
  let isOver = false;
  let viewers: Promise<number[]>[];

  before(async () => {
    bench = await Bench.start();
    await bench.import('Gate pulse with a button');
    bench.camera.delay(1_000, PICTURE);
    viewers = Array.from({ length: VIEWERS }, async () => {
      const statuses: number[] = [];
      while (!isOver) {
        const answer = await fetch(`${bench.red.url}/gate/live.jpg`);
        await answer.arrayBuffer();
        statuses.push(answer.status);
      }
      return statuses;
    });
    await bench.camera.when(PICTURE, 3);
  });
  after(async () => {
    isOver = true;
    await Promise.all((viewers as typeof viewers | undefined) ?? []);
    await (bench as Bench | undefined)?.close();
  });

  for (const time of ['once', 'and again'])
    it(`lets the gate be opened for a second, ${time}`, async () => {
      const { camera } = bench;
      camera.history.relay.length = 0;
      const told = await bench.shown('relay', () => bench.press('Open the gate'), 2);
      assert.deepEqual(told.map(({ payload }) => (payload as { open: boolean }).open), [true, false]); // prettier-ignore
      const [opened, closed] = camera.history.relay;
      const ms = closed!.at - opened!.at;
      assert.ok(ms >= PULSE_MS - 10 && ms < PULSE_MS + PROMPT_MS, `open for ${ms} ms`);
    });

  it('shows each a picture, which they share', async () => {
    isOver = true;
    const statuses = (await Promise.all(viewers)).flat();
    assert.deepEqual(new Set(statuses), new Set([200]));
    const pictures = bench.camera.received(PICTURE).length;
    assert.ok(pictures < statuses.length / 4, `${pictures} pictures for ${statuses.length} requests`);
    assert.ok(bench.camera.concurrency.max <= 3, `${bench.camera.concurrency.max} at a time`);
  });
});
