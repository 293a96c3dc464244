import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { REPEAT_MS } from '../../../../simulator/alarms/reporter';
import { CONTROL_PORT_FAULTS, SimulatedCamera, type ControlPortFault } from '../../../../simulator/index';
import { setUp, type CameraFixture } from '../support';
import { turnedClock } from '../turned-clock';
import { ControlClient, logInBody } from './client';

const HEARTBEAT = ['AUXPTZ_HEARTBEAT_MESSAGE', 'CMD_HEARTBEAT'] as const;

describe('simulator: faults of the control port', () => {
  let on: CameraFixture;
  const clients: ControlClient[] = [];
  const tested = new Set<string>();
  beforeEach(async () => {
    on = await setUp({ controlPort: 0 });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await on.camera.stop();
  });
  after(() => assert.deepEqual([...tested].sort(), Object.keys(CONTROL_PORT_FAULTS).sort()));

  const fault = (name: ControlPortFault, test: () => Promise<void>): void => {
    tested.add(name);
    it(`${name}: ${CONTROL_PORT_FAULTS[name]}`, async () => {
      on.camera.controlPort.faults.on(name);
      await test();
    });
  };
  const connectTo = async (): Promise<ControlClient> => {
    const client = await ControlClient.connect(on.camera.controlPort.port);
    clients.push(client);
    return client;
  };
  const logIn = async (): Promise<ControlClient> => {
    const client = await connectTo();
    client.say('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('admin', '123456', '1'));
    await client.frame(1);
    return client;
  };
  /** Everything that came within a moment, as bytes. */
  const rawAfterLogIn = async (act: () => void): Promise<Buffer[]> => {
    const client = await logIn();
    const pieces: Buffer[] = [];
    client.socket.removeAllListeners('data');
    client.socket.on('data', (piece: Buffer) => pieces.push(piece));
    act();
    await soon();
    return pieces;
  };
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));
  const move = (): void => on.camera.alarms.motion(true);

  fault('split-frames', async () => {
    const client = await logIn();
    move();
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_code="14"/);
  });

  fault('joined-frames', async () => {
    const client = await logIn();
    move();
    assert.match((await client.frame(2))?.type ?? '', /HEARTBEAT/);
    assert.match((await client.frame(3))?.xml ?? '', /Alarm_code="14"/);
  });

  fault('rubbish-before', async () => {
    const bytes = Buffer.concat(await rawAfterLogIn(move));
    const at = bytes.indexOf(Buffer.from('58915851', 'hex'));
    assert.ok(at > 0);
    assert.match(bytes.subarray(at).toString(), /Alarm_code="14"/);
  });

  fault('oversize-length', async () => {
    const bytes = Buffer.concat(await rawAfterLogIn(move));
    assert.equal(bytes.readUInt32LE(4), 0x7fffffff);
  });

  fault('empty-frames', async () => {
    const bytes = Buffer.concat(await rawAfterLogIn(move));
    assert.equal(bytes.readUInt32LE(4), 0);
    assert.match(bytes.subarray(8).toString(), /Alarm_code="14"/);
  });

  fault('unfinished-frames', async () => {
    const bytes = Buffer.concat(await rawAfterLogIn(move));
    assert.ok(bytes.length > 8 && bytes.length < 8 + bytes.readUInt32LE(4));
  });

  fault('not-xml', async () => {
    const client = await logIn();
    move();
    assert.equal((await client.frame(2))?.xml, 'ALARM!! <<<');
  });

  fault('without-nul', async () => {
    const bytes = Buffer.concat(await rawAfterLogIn(move));
    assert.equal(bytes.length, 8 + bytes.readUInt32LE(4));
    assert.equal(bytes.subarray(8).indexOf(0), -1);
  });

  fault('half-open', async () => {
    const client = await connectTo();
    client.say('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('admin', '123456', '1'));
    move();
    await soon();
    assert.deepEqual([client.frames.length, client.closed], [0, false]);
  });

  fault('stops-at-gap', async () => {
    const [first, second] = [await logIn(), await logIn()];
    first.close();
    while (on.camera.controlPort.openConnections > 1) await soon();
    move();
    second.say(...HEARTBEAT);
    assert.match((await second.frame(2))?.type ?? '', /HEARTBEAT/);
    const third = await logIn();
    on.camera.alarms.motion(false);
    for (const client of [second, third]) {
      while (!client.frames.at(-1)?.xml.includes('Alarm_code="33"')) await soon();
    }
  });

  fault('deaf', async () => {
    const client = await logIn();
    move();
    client.say(...HEARTBEAT);
    assert.match((await client.frame(2))?.type ?? '', /HEARTBEAT/);
    assert.equal(client.frames.length, 2);
  });

  fault('no-heartbeat', async () => {
    const client = await logIn();
    client.say(...HEARTBEAT);
    await soon();
    move();
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_code="14"/);
  });

  for (const name of ['closes-at-connect', 'resets-at-connect'] as const) {
    fault(name, async () => {
      const socket = connect(on.camera.controlPort.port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      await new Promise((resolve) => socket.once('close', resolve));
    });
  }

  fault('refuses-log-in', async () => {
    const client = await logIn();
    assert.equal(client.frames[0]?.flag, -1);
    await client.end();
  });

  fault('silent-log-in', async () => {
    const client = await connectTo();
    client.say('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('admin', '123456', '1'));
    await soon();
    assert.deepEqual([client.frames.length, client.closed], [0, false]);
  });

  fault('alarm-before-log-in', async () => {
    const client = await logIn();
    assert.match(client.frames[0]?.xml ?? '', /Alarm_code="2".*eth0 link up/);
    assert.match((await client.frame(2))?.xml ?? '', /Sessionid=/);
  });

  fault('only-logged-in', async () => {
    const stranger = await connectTo();
    const client = await logIn();
    move();
    await client.frame(2);
    await soon();
    assert.equal(stranger.frames.length, 0);
  });

  fault('single-session', async () => {
    const first = await logIn();
    const second = await connectTo();
    second.say('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('admin', '123456', '1'));
    await soon();
    assert.equal(second.frames.length, 0);
    first.close();
    second.close();
    while (on.camera.controlPort.openConnections > 0) await soon();
    assert.equal((await logIn()).frames[0]?.flag, 0);
  });

  fault('another-root', async () => {
    assert.match((await logIn()).frames[0]?.xml ?? '', /<XML_WTD>[^]*<\/XML_WTD>/);
  });

  fault('channel-in-flag', async () => {
    const client = await logIn();
    move();
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_code="14" Alarm_flag="257"/);
  });

  fault('cell-map', async () => {
    const client = await logIn();
    move();
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_data="motion alarm\.18X22\.(ffff3f){18}"/);
  });

  fault('end-by-flag', async () => {
    const client = await logIn();
    move();
    on.camera.alarms.motion(false);
    assert.match((await client.frame(3))?.xml ?? '', /Alarm_code="14" Alarm_flag="0"/);
  });

  fault('no-end', async () => {
    const client = await logIn();
    move();
    on.camera.alarms.motion(false);
    await soon();
    assert.equal(client.frames.length, 2);
  });

  it('no-repeats: tells every state only once', async () => {
    tested.add('no-repeats');
    const turned = turnedClock();
    const camera = await SimulatedCamera.start({ ...turned.options, controlPort: 0 });
    const client = await ControlClient.logIn(camera.controlPort.port);
    camera.alarms.motion(true);
    await turned.clock.advance(REPEAT_MS);
    assert.match((await client.frame(3))?.xml ?? '', /Alarm_code="14"/);
    camera.controlPort.faults.on('no-repeats');
    await turned.clock.advance(REPEAT_MS);
    camera.alarms.motion(false);
    assert.match((await client.frame(4))?.xml ?? '', /Alarm_code="33"/);
    client.close();
    await camera.stop();
  });

  fault('echoes-log-in', async () => {
    assert.match((await logIn()).frames[0]?.xml ?? '', /Username="admin" Password="123456"/);
  });

  it('are called off with the others', async () => {
    on.camera.controlPort.faults.on('refuses-log-in');
    on.camera.clearFaults();
    assert.equal((await logIn()).frames[0]?.flag, 0);
  });

  it('are over when they are switched off again', async () => {
    const off = on.camera.controlPort.faults.on('refuses-log-in');
    off();
    assert.equal((await logIn()).frames[0]?.flag, 0);
  });
});
