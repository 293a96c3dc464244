import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { DISCOVERY_FAULTS, SimulatedCamera, type DiscoveryFault } from '../../../../simulator/index';
import { setUp, type CameraFixture } from '../support';

const GROUP = '239.255.255.250';

describe('simulator: WS-Discovery', () => {
  let on: CameraFixture;
  let port: number;
  let socket: Socket;
  const tested = new Set<string>();
  beforeEach(async () => {
    on = await setUp({ discoveryPort: 0 });
    ({ port } = on.camera.discovery);
    socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.setMulticastInterface('127.0.0.1');
  });
  afterEach(async () => {
    socket.close();
    await on.camera.stop();
  });
  after(() => assert.deepEqual([...tested].sort(), Object.keys(DISCOVERY_FAULTS).sort()));

  /** What comes back within a moment. */
  const probe = async (
    types = 'dn:NetworkVideoTransmitter',
    to = '127.0.0.1',
    scopes = '',
    waitMs = 60,
  ): Promise<string[]> => {
    const answers: string[] = [];
    socket.on('message', (message) => answers.push(message.toString()));
    socket.send(probeOf(types, scopes), port, to);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    socket.removeAllListeners('message');
    return answers;
  };
  const one = async (...args: Parameters<typeof probe>): Promise<string> => {
    const answers = await probe(...args);
    assert.equal(answers.length, 1);
    return answers[0]!;
  };

  it('answers a probe sent to it alone with its address, name and model', async () => {
    on.camera.state.settings.osd['title_utf8'] = 'Gate & Yard';
    const answer = await one();
    assert.match(answer, /<wsa:RelatesTo>uuid:4711<\/wsa:RelatesTo>/);
    assert.match(answer, /<wsa:Address>urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</);
    assert.ok(
      answer.includes(`<d:XAddrs>http://127.0.0.1:${on.camera.port}/onvif/device_service</d:XAddrs>`),
    );
    assert.match(answer, /onvif:\/\/www.onvif.org\/name\/Gate%20%26%20Yard /);
    assert.match(answer, /onvif:\/\/www.onvif.org\/hardware\/MC200J6 /);
    assert.equal(on.camera.discovery.probes.length, 1);
  });

  it('answers a probe sent to all', async () => {
    assert.match(await one('dn:NetworkVideoTransmitter', GROUP), /ProbeMatches/);
  });

  it('answers beside another camera on the same port', async () => {
    const other = await SimulatedCamera.start({ discoveryPort: port });
    other.state.identity.mac = '00-9B-3C-0A-1B-2D';
    const answers = await probe('', GROUP);
    assert.equal(new Set(answers.map((answer) => /urn:uuid:[^<]*/.exec(answer)?.[0])).size, 2);
    await other.stop();
  });

  it('answers who asks for no type, and not who asks for another or for other scopes', async () => {
    assert.equal((await probe('')).length, 1);
    assert.equal((await probe('dn:Printer')).length, 0);
    assert.equal((await probe('', '127.0.0.1', 'onvif://www.onvif.org/type/ptz')).length, 1);
    assert.equal((await probe('', '127.0.0.1', 'onvif://www.onvif.org/Profile/G')).length, 0);
  });

  it('hears nothing while it is unplugged, and is there again afterwards', async () => {
    await on.camera.unplug();
    assert.equal((await probe()).length, 0);
    await on.camera.plug();
    assert.equal(on.camera.discovery.port, port);
    assert.equal((await probe()).length, 1);
  });

  it('takes no notice of anything else', async () => {
    socket.send('hello', port, '127.0.0.1');
    socket.send(probeOf('', '').replace('discovery/Probe<', 'discovery/Hello<'), port, '127.0.0.1');
    assert.equal((await probe()).length, 1);
  });

  const fault = (name: DiscoveryFault, check: (answers: string[]) => void, value?: string | number): void => {
    tested.add(name);
    it(`${name}: ${DISCOVERY_FAULTS[name]}`, async () => {
      on.camera.discovery.faults.on(name, value);
      check(await probe());
    });
  };

  fault('silent', (answers) => assert.equal(answers.length, 0));
  fault('copies', (answers) => assert.equal(answers.length, 3));
  fault('late', (answers) => assert.equal(answers.length, 1), 20);
  fault('rubbish', (answers) => assert.equal(answers[0], '\0\0HELLO <<<'));
  fault('entity-bomb', (answers) => assert.match(answers[0] ?? '', /<!ENTITY e9/));
  fault('many-addresses', ([answer]) =>
    assert.match(
      answer ?? '',
      /<d:XAddrs>http:\/\/169.254.12.34\/\S+ http:\/\/\[fe80::1234\]\/\S+ \S+ http:\/\/127/,
    ),
  );
  fault(
    'foreign-address',
    ([answer]) =>
      assert.match(answer ?? '', /<d:XAddrs>http:\/\/10.9.8.7:81\/onvif\/device_service<\/d:XAddrs>/),
    '10.9.8.7:81',
  );
  fault('no-address', ([answer]) => assert.match(answer ?? '', /<d:XAddrs><\/d:XAddrs>/));
  fault('other-relation', ([answer]) => assert.doesNotMatch(answer ?? '', /uuid:4711/));
  fault('another-kind', ([answer]) => assert.match(answer ?? '', /<d:Types>dn:Printer</));
  fault('no-scopes', ([answer]) => assert.match(answer ?? '', /<d:Scopes><\/d:Scopes>/));
});

function probeOf(types: string, scopes: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">
<Header>
<MessageID xmlns="http://schemas.xmlsoap.org/ws/2004/08/addressing">uuid:4711</MessageID>
<To xmlns="http://schemas.xmlsoap.org/ws/2004/08/addressing">urn:schemas-xmlsoap-org:ws:2005:04:discovery</To>
<Action xmlns="http://schemas.xmlsoap.org/ws/2004/08/addressing">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</Action>
</Header>
<Body><Probe xmlns="http://schemas.xmlsoap.org/ws/2005/04/discovery"><Types>${types}</Types><Scopes>${scopes}</Scopes></Probe></Body>
</Envelope>`;
}
