import assert from 'node:assert/strict';
import { ONVIF_FAULTS, type OnvifFault } from '../../../../simulator/index';
import { ask, setUp, type Reply, type CameraFixture } from '../support';
import { turnedClock } from '../turned-clock';
import { MESSAGE_FAULTS } from './message-faults';
import { answerToChallenge, CREATE, messagesIn, pullOf, soap, subscribe } from './client';

const EVENTS = '/onvif/events';
const TIME = '<tds:GetSystemDateAndTime/>';
const INFORMATION = '<tds:GetDeviceInformation/>';

describe('simulator: faults of ONVIF', () => {
  let on: CameraFixture;
  let advance: (ms: number) => Promise<void>;
  const tested = new Set<string>();
  beforeEach(async () => {
    const { clock, options } = turnedClock();
    advance = (ms) => clock.advance(ms);
    on = await setUp(options);
  });
  afterEach(() => on.camera.stop());
  after(() => assert.deepEqual([...tested].sort(), Object.keys(ONVIF_FAULTS).sort()));

  const fault = (
    name: OnvifFault,
    test: (on: () => void) => Promise<void>,
    value?: string | number,
  ): void => {
    tested.add(name);
    it(`${name}: ${ONVIF_FAULTS[name]}`, () => test(() => void on.camera.onvif.faults.on(name, value)));
  };
  const create = (): Promise<Reply> => soap(on.camera, CREATE, { path: EVENTS });
  const pull = (path: string, timeout = 'PT1S'): Promise<Reply> => soap(on.camera, pullOf(timeout), { path });
  /** What a subscription is told of motion that begins. */
  const toldOfMotion = async (): Promise<Reply> => {
    const path = await subscribe(on.camera);
    on.camera.alarms.motion(true);
    return pull(path);
  };
  const addressIn = ({ text }: Reply): string | undefined => /<wsa:Address>([^<]*)</.exec(text)?.[1];

  fault('no-time', async (begin) => {
    begin();
    assert.doesNotMatch((await soap(on.camera, TIME)).text, /UTCDateTime/);
  });

  fault('time-needs-log-in', async (begin) => {
    begin();
    assert.equal((await soap(on.camera, TIME, { token: null })).status, 400);
    assert.equal((await soap(on.camera, TIME)).status, 200);
  });

  fault('no-services', async (begin) => {
    begin();
    assert.match((await soap(on.camera, '<tds:GetServices/>')).text, /ActionNotSupported/);
    assert.equal((await soap(on.camera, '<tds:GetCapabilities/>')).status, 200);
  });

  fault('no-event-service', async (begin) => {
    begin();
    for (const name of ['GetServices', 'GetCapabilities']) {
      assert.doesNotMatch((await soap(on.camera, `<tds:${name}/>`)).text, /onvif\/events/);
    }
  });

  fault('no-pull-points', async (begin) => {
    begin();
    assert.match((await soap(on.camera, '<tds:GetCapabilities/>')).text, /WSPullPointSupport>false</);
    assert.equal((await create()).status, 200);
  });

  fault(
    'log-in-status',
    async (begin) => {
      begin();
      assert.equal((await soap(on.camera, INFORMATION, { token: null })).status, 500);
    },
    500,
  );

  fault('http-digest', async (begin) => {
    begin();
    const refused = await soap(on.camera, INFORMATION);
    assert.equal(refused.status, 401);
    const words = refused.headers['www-authenticate'] ?? '';
    assert.match(words, /^Digest algorithm=MD5,realm="happytimesoft",qop="auth",nonce="/);
    const path = '/onvif/device_service';
    const body = Buffer.from(`<s:Envelope><s:Body>${INFORMATION}</s:Body></s:Envelope>`);
    const headers = { Authorization: answerToChallenge(words, path) };
    assert.equal((await ask(on.camera, path, { method: 'POST', headers, body })).status, 200);
  });

  fault('echoes-log-in', async (begin) => {
    begin();
    assert.match((await soap(on.camera, INFORMATION)).text, /<s:Header>.*<Nonce>/);
  });

  fault('empty-address', async (begin) => {
    begin();
    assert.equal(addressIn(await create()), '');
  });

  fault(
    'foreign-address',
    async (begin) => {
      begin();
      assert.equal(addressIn(await create()), 'http://10.9.8.7:81/event_service/1');
      assert.match((await soap(on.camera, '<tds:GetServices/>')).text, /http:\/\/10.9.8.7:81\/onvif\/events/);
    },
    '10.9.8.7:81',
  );

  fault('relative-address', async (begin) => {
    begin();
    assert.equal(addressIn(await create()), '/event_service/1');
  });

  fault('https-address', async (begin) => {
    begin();
    assert.match(addressIn(await create()) ?? '', /^https:\/\/127/);
  });

  fault('reference-parameters', async (begin) => {
    begin();
    await create();
    const { text } = await create();
    assert.match(text, /<wsa:Address>http:\/\/[^/]*\/event_service\/<.*<ax:SubscriptionId [^>]*>2</);
    const path = '/event_service/';
    const header = '<ax:SubscriptionId wsa:IsReferenceParameter="true">2</ax:SubscriptionId>';
    assert.equal((await soap(on.camera, pullOf('PT1S'), { path, header })).status, 200);
    assert.equal((await pull(path)).status, 400);
  });

  fault('always-full', async (begin) => {
    begin();
    assert.match((await create()).text, /ResourceUnknownFault/);
  });

  fault('empty-at-once', async (begin) => {
    begin();
    assert.deepEqual(messagesIn(await pull(await subscribe(on.camera), 'PT60S')), []);
  });

  fault('full-timeout', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    const reply = soap(on.camera, pullOf('PT20S'), { path, timeoutMs: 60_000 });
    let isThere = false;
    void reply.then(() => (isThere = true));
    await on.camera.when(path);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await advance(19_900);
    assert.equal(isThere, false);
    await advance(200);
    assert.equal((await reply).status, 200);
  });

  fault('closes-empty-pulls', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    await assert.rejects(pull(path));
    on.camera.alarms.motion(true);
    assert.equal(messagesIn(await pull(path)).length, 2);
  });

  for (const name of ['silent-pulls', 'silent-unsubscribe'] as const)
    fault(name, async (begin) => {
      begin();
      const path = await subscribe(on.camera);
      const body = name === 'silent-pulls' ? pullOf('PT1S') : '<wsnt:Unsubscribe/>';
      await assert.rejects(soap(on.camera, body, { path, timeoutMs: 100 }), /no answer/);
    });

  fault('loses-subscriptions', async (begin) => {
    const path = await subscribe(on.camera);
    begin();
    assert.match((await pull(path)).text, /ResourceUnknownFault/);
    assert.equal(on.camera.onvif.subscriptions.count, 0);
  });

  fault('ends-all-subscriptions', async (begin) => {
    begin();
    const [first, second] = [await subscribe(on.camera), await subscribe(on.camera)];
    await soap(on.camera, '<wsnt:Unsubscribe/>', { path: first });
    assert.match((await pull(second)).text, /ResourceUnknownFault/);
  });

  const renew = (path: string): Promise<Reply> => soap(on.camera, '<wsnt:Renew/>', { path });

  fault('renew-unsupported', async (begin) => {
    begin();
    assert.match((await renew(await subscribe(on.camera))).text, /ActionNotSupported/);
  });

  fault('renew-ignored', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    await advance(40_000);
    assert.equal((await renew(path)).status, 200);
    await advance(20_000);
    assert.equal((await pull(path)).status, 400);
  });

  fault('only-renew-extends', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    await advance(40_000);
    assert.equal((await pull(path)).status, 200);
    await advance(20_000);
    assert.equal((await pull(path)).status, 400);
  });

  fault('faults-with-200', async (begin) => {
    begin();
    const { status, text } = await pull('/event_service/9');
    assert.equal(status, 200);
    assert.match(text, /<s:Fault>/);
  });

  fault(
    'html-pages',
    async (begin) => {
      begin();
      const { status, headers } = await create();
      assert.deepEqual([status, headers['content-type']], [503, 'text/html']);
    },
    503,
  );

  const times = async (): Promise<{ current: string | undefined; end: string | undefined }> => {
    const { text } = await create();
    const value = (name: string): string | undefined => new RegExp(`<wsnt:${name}>([^<]*)<`).exec(text)?.[1];
    return { current: value('CurrentTime'), end: value('TerminationTime') };
  };

  fault('fixed-termination', async (begin) => {
    begin();
    const first = (await times()).end;
    await advance(10_000);
    assert.equal((await times()).end, first);
  });

  fault('termination-now', async (begin) => {
    begin();
    const { current, end } = await times();
    assert.equal(current, end);
  });

  fault('initialized-messages', async (begin) => {
    begin();
    const reply = await pull(await subscribe(on.camera));
    assert.deepEqual(messagesIn(reply), [
      'tns1:RuleEngine/CellMotionDetector/Motion IsMotion=true',
      'tns1:Device/Trigger/DigitalInput LogicalState=true',
    ]);
    assert.equal(reply.text.match(/PropertyOperation="Initialized"/g)?.length, 2);
  });

  for (const [name, pattern] of MESSAGE_FAULTS) {
    fault(name, async (begin) => {
      begin();
      assert.match((await toldOfMotion()).text, pattern);
    });
  }

  fault('no-motion-alarm', async (begin) => {
    begin();
    assert.equal(messagesIn(await toldOfMotion()).length, 1);
  });

  fault('no-end', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    on.camera.alarms.motion(true);
    on.camera.alarms.motion(false);
    assert.equal(messagesIn(await pull(path)).length, 2);
  });

  fault('repeats-ends', async (begin) => {
    begin();
    const path = await subscribe(on.camera);
    on.camera.alarms.motion(true);
    on.camera.alarms.motion(false);
    assert.equal(messagesIn(await pull(path)).length, 6);
  });

  fault('text-xml', async (begin) => {
    begin();
    assert.equal((await create()).headers['content-type'], 'text/xml; charset=utf-8');
  });

  fault('chunked', async (begin) => {
    begin();
    const { headers, text } = await create();
    assert.deepEqual([headers['transfer-encoding'], headers['content-length']], ['chunked', undefined]);
    assert.match(text, /<\/s:Envelope>$/);
  });
});
