import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setUp, type CameraFixture } from '../support';
import { ControlClient, encoded, logInBody, messageOf } from './client';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('simulator: the control port', () => {
  let on: CameraFixture;
  let port: number;
  const clients: ControlClient[] = [];
  beforeEach(async () => {
    on = await setUp({ controlPort: 0 });
    ({ port } = on.camera.controlPort);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await on.camera.stop();
  });

  const logIn = async (password?: string, method?: string): Promise<ControlClient> => {
    const client = await ControlClient.logIn(port, password, method);
    clients.push(client);
    return client;
  };

  it('answers a log-in with a session id and the group', async () => {
    const client = await logIn();
    const answer = client.frames[0];
    assert.equal(answer?.flag, 0);
    assert.match(answer.xml, /<USER_AUTH_RESPONSE Sessionid="\d{14}_[0-9a-f]{16}" Group="Administrator"/);
    assert.equal(on.camera.controlPort.loggedIn, 1);
  });

  for (const [name, password, method] of [
    ['plain text', '123456', '1'],
    ['its MD5', md5('123456'), '1'],
    ['the MD5 of its MD5', md5(md5('123456')), '0'],
    ['its MD5 alone allowed', md5('123456'), '2'],
  ] as const) {
    it(`takes a password as ${name}`, async () => {
      assert.equal((await logIn(password, method)).frames[0]?.flag, 0);
    });
  }

  for (const [name, password, method] of [
    ['a wrong password', 'wrong', '1'],
    ['plain text where only digests are allowed', '123456', '2'],
  ] as const) {
    it(`refuses ${name} without a body, and closes`, async () => {
      const client = await logIn(password, method);
      assert.equal(client.frames[0]?.flag, -1);
      assert.doesNotMatch(client.frames[0].xml, /MESSAGE_BODY/);
      await client.end();
    });
  }

  it('answers heartbeats after the log-in', async () => {
    const client = await logIn();
    client.say('AUXPTZ_HEARTBEAT_MESSAGE', 'CMD_HEARTBEAT');
    const answer = await client.frame(2);
    assert.deepEqual([answer?.type, answer?.flag], ['AUXPTZ_HEARTBEAT_MESSAGE', 0]);
  });

  it('tells the beginning of motion with code 14 and its end with code 33, both with flag 1', async () => {
    const client = await logIn();
    on.camera.alarms.motion(true);
    on.camera.alarms.motion(false);
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_code="14" Alarm_flag="1"/);
    assert.match((await client.frame(3))?.xml ?? '', /Alarm_code="33" Alarm_flag="1"/);
    assert.ok(client.frames[1]!.spare > 20, 'bytes are left over behind the NUL');
  });

  it('tells whoever triggers the input by hand, once', async () => {
    const client = await logIn();
    await on.get('setManualInputAlarm');
    assert.match((await client.frame(2))?.xml ?? '', /Alarm_code="34".*Alarm_data="IO 1 INPUT OPEN"/);
  });

  it('writes texts in the encoding that it declares', async () => {
    const client = await logIn();
    on.camera.alarms.code({ code: 12, text: '大门' });
    const { xml } = (await client.frame(2))!;
    assert.equal(
      new TextDecoder('gb2312').decode(Buffer.from(xml, 'latin1')).includes('Alarm_data="大门"'),
      true,
    );
  });

  it('is closed while the camera has it switched off', async () => {
    await on.get('set_service_port', 'enable_control=0');
    const client = await ControlClient.connect(port).catch(() => undefined);
    await client?.end();
    assert.equal(on.camera.controlPort.openConnections, 0);
  });

  it('resets a client that begins a frame in another way', async () => {
    const client = await ControlClient.connect(port);
    clients.push(client);
    client.socket.write('GET / HTTP/1.1\r\n\r\n');
    await client.end();
  });

  it('forgets who has logged in when it reboots', async () => {
    const client = await logIn();
    const back = on.camera.reboot(5);
    await client.end();
    await back;
    assert.equal(on.camera.controlPort.port, port);
    assert.equal(on.camera.controlPort.loggedIn, 0);
    assert.equal((await logIn()).frames[0]?.flag, 0);
  });

  it('reads frames however they are cut', async () => {
    const client = await ControlClient.connect(port);
    clients.push(client);
    client.socket.setNoDelay();
    const bytes = encoded(messageOf('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('ADMIN', '123456', '1')));
    for (const byte of bytes) client.socket.write(Buffer.from([byte]));
    assert.equal((await client.frame(1))?.flag, 0);
  });
});
