import assert from 'node:assert/strict';
import { execute } from '../../../../camera/operations/execute';
import { Bench } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

describe('a value that the table refuses', () => {
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.putAway());

  async function pair() {
    const { camera, client } = await bench.pair();
    const { settings } = camera.state;
    const perform = (name: string, input: Record<string, unknown> = {}) =>
      execute(client, name, input, { allowDestructive: true });
    const sent = (path: string) =>
      camera.received(`/cgi-bin/${path}`).map(({ query }) => query.split('&').slice(1).join('&'));
    return { camera, settings, perform, sent };
  }

  it('is accepted from whoever sends it back, beside what he has changed', async () => {
    const { settings, perform, sent } = await pair();
    Object.assign(settings.network, { port: '81', gateway: '' });
    const read = (await perform('network'))!;
    assert.equal(read['port'], 81);
    await perform('network', read);
    await perform('network', { ...read, dns1: '9.9.9.9' });
    assert.deepEqual(sent('network'), ['', '', 'dns1=9.9.9.9']);
    assert.equal(settings.network['port'], '81');
  });

  it('is refused before it was read, and otherwise than it was', async () => {
    const { camera, settings, perform } = await pair();
    settings.network['port'] = '81';
    await refusal(perform('network', { port: 81 }), 'INVALID_INPUT');
    assert.deepEqual(camera.requests, []);
    await perform('network');
    camera.forgetRequests();
    await refusal(perform('network', { port: 82 }), 'INVALID_INPUT');
    await refusal(perform('network', { port: 81, gateway: '10.0.0.1' }), 'INVALID_INPUT');
    assert.deepEqual(camera.requests, []);
  });

  it('is refused where only the change beside it is wrong', async () => {
    const { camera, settings, perform } = await pair();
    Object.assign(settings.osd, { title_pos_type: '1', title_pos_x: '50' });
    const read = (await perform('osd'))!;
    camera.forgetRequests();
    await refusal(perform('osd', { title_pos_type: 0, title_pos_x: 50 }), 'INVALID_INPUT');
    await refusal(perform('osd', { ...read, title_pos_type: 0 }), 'INVALID_INPUT');
    assert.deepEqual(camera.requests, []);
  });

  it('is accepted within a group, and where two values do not go together', async () => {
    const { settings, perform, sent } = await pair();
    Object.assign(settings.video.stream1, { govlength: '10', framerate: '25' });
    const read = (await perform('video')) as { stream1: object; stream2: object };
    await perform('video', read);
    await perform('video', { ...read, stream1: { ...read.stream1, bitrate: 3000 } });
    assert.deepEqual(sent('videoencoder/stream1'), ['bitrate=3000']);
    await refusal(
      perform('video', { ...read, stream1: { ...read.stream1, framerate: 24 } }),
      'INVALID_INPUT',
    );
    await refusal(perform('video', { stream: 1, framerate: 25, govlength: 10 }), 'INVALID_INPUT');
  });

  it('is accepted of that title only that had it', async () => {
    const { settings, perform } = await pair();
    Object.assign(settings.userOsd[3]!, { fontsize: '7' });
    const read = (await perform('userOsd', { title_index: 3 }))!;
    assert.equal(read['fontsize'], 7);
    await perform('userOsd', read);
    await refusal(perform('userOsd', { ...read, title_index: 2 }), 'INVALID_INPUT');
  });

  it('is no excuse for a parameter that there is not', async () => {
    const { perform } = await pair();
    const read = await perform('relay');
    await refusal(perform('relay', { ...read, nonsense: 1 }), 'INVALID_INPUT');
    await refusal(perform('relay', { nonsense: 1 }), 'INVALID_INPUT');
    const image = await perform('image');
    await refusal(perform('image', { ...image, nonsense: 1 }), 'INVALID_INPUT');
  });
});
