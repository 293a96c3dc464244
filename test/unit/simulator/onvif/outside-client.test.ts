import assert from 'node:assert/strict';
import { once, type EventEmitter } from 'node:events';
import { SimulatedCamera } from '../../../../simulator/index';

interface Item {
  $: { Name: string; Value: string | boolean };
}

interface Told {
  topic: { _: string };
  message: { message: { data: { simpleItem: Item | Item[] } } };
}

interface Cam extends EventEmitter {
  connect(callback: (error: Error | null) => void): void;
  unsubscribe(callback: (error: Error | null) => void): void;
  getStreamUri(options: object, callback: (error: Error | null, stream: { uri: string }) => void): void;
}

// The package's own types do not fit a strict compiler.
const { Cam } = require('onvif') as { Cam: new (options: object) => Cam };

describe('simulator: a foreign ONVIF client', () => {
  let camera: SimulatedCamera;
  let client: Cam;
  beforeEach(async () => {
    camera = await SimulatedCamera.start();
    client = new Cam({
      hostname: '127.0.0.1',
      port: camera.port,
      username: 'admin',
      password: '123456',
      autoconnect: false,
      preserveAddress: true,
    });
  });
  afterEach(async () => {
    client.removeAllListeners();
    await camera.stop();
  });

  const connected = (): Promise<void> =>
    new Promise((resolve, reject) => client.connect((error) => (error ? reject(error) : resolve())));

  it('receives motion, an input and a person, and gives its subscription back', async () => {
    await connected();
    const told: string[] = [];
    client.on('event', ({ topic, message }: Told) => {
      const item = [message.message.data.simpleItem].flat()[0]!;
      told.push(`${topic._} ${item.$.Name} ${item.$.Value}`);
    });
    while (camera.onvif.subscriptions.count === 0) await new Promise((done) => setTimeout(done, 5));
    camera.alarms.motion(true);
    camera.alarms.motion(false);
    camera.alarms.input(true, 2);
    camera.alarms.person(true);
    while (told.length < 7) await once(client, 'event');
    assert.deepEqual(told, [
      'tns1:RuleEngine/CellMotionDetector/Motion IsMotion true',
      'tns1:VideoSource/MotionAlarm State true',
      'tns1:RuleEngine/CellMotionDetector/Motion IsMotion false',
      'tns1:VideoSource/MotionAlarm State false',
      'tns1:Device/Trigger/DigitalInput LogicalState true',
      'tnshik:Device/Trigger/AlarmIn State true',
      'tns1:UserAlarm/IVA/HumanShapeDetect State true',
    ]);
    await new Promise((resolve) => client.unsubscribe(resolve));
    assert.equal(camera.onvif.subscriptions.count, 0);
  });

  it('learns where the stream is', async () => {
    await connected();
    const { uri } = await new Promise<{ uri: string }>((resolve, reject) =>
      client.getStreamUri({ protocol: 'RTSP' }, (error, stream) => (error ? reject(error) : resolve(stream))),
    );
    assert.match(uri, /^rtsp:\/\/127\.0\.0\.1:554\/stream0\?username=admin&password=[0-9A-F]{32}$/);
  });
});
