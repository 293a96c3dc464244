import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { answersToUs } from '../../../../camera/discovery/answers-to-us';
import { discover } from '../../../../camera/discovery/discover';
import { readProbeMatches } from '../../../../camera/discovery/probe-matches';
import { SimulatedCamera } from '../../../../simulator';

const match = (
  id: string,
  more = '',
) => `<d:ProbeMatch><a:EndpointReference><a:Address>${id}</a:Address></a:EndpointReference>
<d:Types>dn:NetworkVideoTransmitter</d:Types>
<d:Scopes>onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/hardware/MC200J6 onvif://www.onvif.org/Profile/Streaming</d:Scopes>
<d:XAddrs>http://10.9.9.9/onvif/device_service http://127.0.0.1:8080/onvif/device_service</d:XAddrs>${more}</d:ProbeMatch>`;
const answer = (...matches: string[]) =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="x" xmlns:a="y" xmlns:d="z"><s:Body><d:ProbeMatches>${matches.join('')}</d:ProbeMatches></s:Body></s:Envelope>`;
const read = (text: string) => readProbeMatches(Buffer.from(text), '127.0.0.1');

describe('finding cameras', () => {
  let device: Socket;
  let probes: string[] = [];
  let replies: string[] = [];
  beforeEach(async () => {
    probes = [];
    device = createSocket('udp4');
    device.on('message', (probe, { port, address }) => {
      probes.push(probe.toString());
      for (const reply of replies) device.send(reply, port, address);
    });
    device.bind(0, '127.0.0.1');
    await once(device, 'listening');
  });
  afterEach(() => device.close());

  const find = () =>
    discover({
      waitMs: 300,
      interfaces: ['127.0.0.1'],
      targets: [{ address: '127.0.0.1', port: device.address().port }],
    });

  it('asks by WS-Discovery, and believes the sender rather than the answer about the address', async () => {
    replies = [answer(match('urn:uuid:1'))];
    assert.deepEqual(await find(), [
      { id: 'urn:uuid:1', address: '127.0.0.1', port: 8080, name: 'Front door', model: 'MC200J6' },
    ]);
    assert.match(probes[0]!, /<d:Types>dn:NetworkVideoTransmitter<\/d:Types>/);
    const ids = new Set(probes.map((probe) => /uuid:([\w-]+)/.exec(probe)?.[1]));
    assert.equal(ids.size, probes.length, 'each probe has an id of its own');
  });

  it('counts a device once, however often it answers', async () => {
    replies = [answer(match('urn:uuid:1')), answer(match('urn:uuid:1'), match('urn:uuid:2'))];
    assert.deepEqual((await find()).map(({ id }) => id).sort(), ['urn:uuid:1', 'urn:uuid:2']);
  });

  it('passes over what is no answer of a camera', async () => {
    replies = ['', 'hello', '<a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', answer(), answer(match(''))];
    assert.deepEqual(await find(), []);
  });

  it('finds nothing where an address of its own is gone', async () => {
    assert.deepEqual(await discover({ waitMs: 20, interfaces: ['192.0.2.1'] }), []);
  });

  it('bounds what one answer may bring', () => {
    const many = Array.from({ length: 100 }, (_, index) => match(`urn:uuid:${index}`));
    assert.deepEqual(read(answer(...many)), [], 'longer than any camera writes');
    const ten = Array.from({ length: 10 }, (_, index) => match(`urn:uuid:${index}`));
    assert.equal(read(answer(...ten)).length, 4);
    assert.equal(read(answer(match(`urn:${'x'.repeat(5000)}`)))[0]!.id.length, 100);
  });

  it('takes control characters and broken escapes for what they are', () => {
    const [found] = read(
      answer(match('urn:uuid:1').replace('Front%20door', 'a%0ab%00%1bc').replace('MC200J6', '%zz')),
    );
    assert.deepEqual([found!.name, found!.model], ['a b c', '%zz']);
  });

  it('knows a camera of this kind by its refusal, without sending a password', async () => {
    const camera = await SimulatedCamera.start();
    try {
      assert.equal(await answersToUs('127.0.0.1', camera.port), true);
      assert.deepEqual(
        camera.requests.map(({ url }) => url),
        ['/cgi-bin/keep_alive'],
      );
      camera.injectFault('html', { times: Infinity });
      assert.equal(await answersToUs('127.0.0.1', camera.port), false);
    } finally {
      await camera.stop();
    }
    assert.equal(await answersToUs('127.0.0.1', camera.port), false);
  });
});
