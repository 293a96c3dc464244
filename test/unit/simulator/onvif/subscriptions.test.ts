import assert from 'node:assert/strict';
import type { SimulatedCamera } from '../../../../simulator/index';
import type { FakeClock } from '../../../../tools/fake-clock';
import { setUp, type Reply } from '../support';
import { turnedClock } from '../turned-clock';
import { CREATE, messagesIn, pullOf, soap, subscribe } from './client';

const RENEW = '<wsnt:Renew><wsnt:TerminationTime>PT60S</wsnt:TerminationTime></wsnt:Renew>';
const UNSUBSCRIBE = '<wsnt:Unsubscribe/>';

describe('simulator: pull points', () => {
  let camera: SimulatedCamera;
  let clock: FakeClock;
  beforeEach(async () => {
    const turned = turnedClock();
    clock = turned.clock;
    ({ camera } = await setUp(turned.options));
  });
  afterEach(() => camera.stop());

  const pull = (path: string, timeout?: string): Promise<Reply> => soap(camera, pullOf(timeout), { path });
  /** A pull that waits at the camera. */
  const pullLate = async (path: string, timeout?: string): Promise<{ reply: Promise<Reply> }> => {
    const before = camera.onvif.operations.length;
    const reply = soap(camera, pullOf(timeout), { path, timeoutMs: 60_000 });
    while (camera.onvif.operations.length === before) await new Promise((resolve) => setTimeout(resolve, 2));
    return { reply };
  };
  const isUnknown = ({ status, text }: Reply): boolean =>
    status === 400 && text.includes('ResourceUnknownFault');

  it('answers at once with what waits', async () => {
    const path = await subscribe(camera);
    assert.match(path, /^\/event_service\/1$/);
    camera.alarms.person(true);
    assert.deepEqual(messagesIn(await pull(path)), ['tns1:UserAlarm/IVA/HumanShapeDetect State=true']);
  });

  it('answers a waiting pull as soon as something happens', async () => {
    const { reply } = await pullLate(await subscribe(camera));
    camera.alarms.vehicle(true);
    assert.deepEqual(messagesIn(await reply), ['tns1:UserAlarm/IVA/VehicleShapeDetect State=true']);
  });

  it('answers an empty pull two seconds before its time', async () => {
    const { reply } = await pullLate(await subscribe(camera), 'PT20S');
    let isThere = false;
    void reply.then(() => (isThere = true));
    await clock.advance(17_900);
    assert.equal(isThere, false);
    await clock.advance(200);
    assert.deepEqual(messagesIn(await reply), []);
  });

  it('answers at once where the time is two seconds or less', async () => {
    assert.equal((await pull(await subscribe(camera), 'PT2S')).status, 200);
  });

  it('lets a second pull replace the first', async () => {
    const path = await subscribe(camera);
    const first = await pullLate(path);
    const lost = assert.rejects(first.reply);
    const second = await pullLate(path);
    await lost;
    camera.alarms.motion(true);
    assert.equal(messagesIn(await second.reply).length, 1);
  });

  it('gives no more messages than were asked for, and keeps the rest', async () => {
    const path = await subscribe(camera);
    camera.alarms.motion(true);
    camera.alarms.motion(false);
    assert.equal(messagesIn(await soap(camera, pullOf('PT20S', 3), { path })).length, 3);
    assert.equal(messagesIn(await pull(path)).length, 1);
  });

  it('keeps twenty messages and drops the oldest', async () => {
    const path = await subscribe(camera);
    for (let i = 0; i < 15; i++) {
      camera.alarms.person(true);
      camera.alarms.vehicle(true);
      camera.alarms.person(false);
      camera.alarms.vehicle(false);
    }
    assert.equal(messagesIn(await pull(path)).length, 20);
  });

  it('dies a minute after the last pull or renewal', async () => {
    const path = await subscribe(camera);
    await clock.advance(59_000);
    await pull(path, 'PT1S');
    await clock.advance(59_000);
    assert.equal((await soap(camera, RENEW, { path })).status, 200);
    await clock.advance(59_000);
    assert.equal((await pull(path, 'PT1S')).status, 200);
    await clock.advance(60_000);
    assert.ok(isUnknown(await pull(path)));
  });

  it('dies earlier where that was asked for', async () => {
    const path = await subscribe(camera, CREATE.replace('PT60S', 'PT10S'));
    await clock.advance(10_000);
    assert.ok(isUnknown(await pull(path)));
  });

  it('ends when it is unsubscribed', async () => {
    const path = await subscribe(camera);
    assert.equal((await soap(camera, UNSUBSCRIBE, { path })).status, 200);
    assert.ok(isUnknown(await pull(path)));
    assert.equal(camera.onvif.subscriptions.count, 0);
  });

  it('are twenty at most', async () => {
    for (let i = 0; i < 20; i++) await subscribe(camera);
    assert.ok(isUnknown(await soap(camera, CREATE, { path: '/onvif/events' })));
    assert.equal(camera.onvif.subscriptions.created, 20);
  });

  it('have the lowest free number, so that an old address may be a stranger’s', async () => {
    const first = await subscribe(camera);
    await subscribe(camera);
    await soap(camera, UNSUBSCRIBE, { path: first });
    assert.equal(await subscribe(camera), first);
  });

  it('are gone after a reboot, and whoever waits is dropped', async () => {
    const path = await subscribe(camera);
    const { reply } = await pullLate(path);
    const lost = assert.rejects(reply);
    const back = camera.reboot(50);
    await lost;
    await clock.advance(50);
    await back;
    assert.ok(isUnknown(await pull(path)));
  });

  it('tell only the topics of their filter', async () => {
    const filtered = (topics: string): Promise<string> =>
      subscribe(
        camera,
        CREATE.replace(
          '<Initial',
          `<Filter><TopicExpression xmlns="http://docs.oasis-open.org/wsn/b-2">${topics}</TopicExpression></Filter><Initial`,
        ),
      );
    const exact = await filtered('tns1:VideoSource/MotionAlarm|tns1:Device/Trigger/Relay');
    const branch = await filtered('tns1:RuleEngine//.');
    const beginning = await filtered('tns1:Video*');
    const wrong = await filtered('tns1:VideoSource');
    camera.alarms.motion(true);
    assert.deepEqual(messagesIn(await pull(exact, 'PT1S')), ['tns1:VideoSource/MotionAlarm State=true']);
    assert.deepEqual(messagesIn(await pull(branch, 'PT1S')), [
      'tns1:RuleEngine/CellMotionDetector/Motion IsMotion=true',
    ]);
    assert.equal(messagesIn(await pull(beginning, 'PT1S')).length, 1);
    assert.equal(messagesIn(await pull(wrong, 'PT1S')).length, 0);
  });

  it('all hear of one’s synchronization point that the input is active', async () => {
    const [first, second] = [await subscribe(camera), await subscribe(camera)];
    await soap(camera, '<tev:SetSynchronizationPoint/>', { path: first });
    const reply = await pull(second);
    assert.deepEqual(messagesIn(reply), ['tns1:Device/Trigger/DigitalInput LogicalState=true']);
    assert.match(reply.text, /PropertyOperation="Initialized"/);
  });

  it('tell anything that a test wants told', async () => {
    const path = await subscribe(camera);
    camera.alarms.topic({ topic: 'tns1:Device/Trigger/Relay', item: 'LogicalState', value: 'active' });
    assert.deepEqual(messagesIn(await pull(path)), ['tns1:Device/Trigger/Relay LogicalState=active']);
  });
});
