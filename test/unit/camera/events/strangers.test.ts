/** Who answers on the camera's network need not be the camera. */
import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { systemClock } from '../../../../camera/core/clock';
import type { AlarmReport, AlarmSource, SourceEnd } from '../../../../camera/events/alarm-source';
import { ControlPort } from '../../../../camera/events/control-port/control-port';
import { encodeFrame } from '../../../../camera/events/control-port/frame';
import { OnvifClient } from '../../../../camera/events/onvif/onvif-client';
import { PullPoint } from '../../../../camera/events/onvif/pull-point';

const ACCOUNT = { username: 'admin', password: 'Gate-4711' };

const soap = (body: string) =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;

describe('a stranger who answers for the camera', () => {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  async function serve(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => void sockets.add(socket.on('error', () => socket.destroy())));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return (server.address() as AddressInfo).port;
  }

  /** Listens where nobody must ever connect to. */
  async function trap() {
    const caught: string[] = [];
    const server = createServer((socket) => {
      caught.push('a connection');
      socket.on('data', (bytes) => caught.push(bytes.toString('latin1')));
    });
    return { caught, port: await serve(server) };
  }

  function listen(source: AlarmSource) {
    const reports: AlarmReport[] = [];
    const state = { listening: 0, end: undefined as SourceEnd | undefined };
    const controller = new AbortController();
    const events = {
      onListening: () => (state.listening += 1),
      onReport: (report: AlarmReport) => reports.push(report),
    };
    const ended = source.run(events, controller.signal).then((end) => (state.end = end));
    open.push(() => controller.abort());
    return { reports, state, ended, stop: () => controller.abort() };
  }

  const until = async (what: string, condition: () => boolean) => {
    const deadline = Date.now() + 8_000;
    while (!condition()) {
      assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  async function onvif(answer: (body: string, port: number) => string | { status: number; headers: object }) {
    const received: { path: string; body: string; authorization: string | undefined }[] = [];
    let port = 0;
    const handler: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        received.push({ path: request.url!, body, authorization: request.headers.authorization });
        const answered = answer(body, port);
        if (typeof answered === 'string') response.end(answered);
        else response.writeHead(answered.status, { ...answered.headers }).end();
      });
    };
    port = await serve(createHttpServer(handler));
    const address = { protocol: 'http', host: '127.0.0.1', port } as const;
    const client = () => new OnvifClient({ ...ACCOUNT, address }, systemClock, (text) => text);
    return { received, source: new PullPoint(client, systemClock) };
  }

  const isCall = (body: string, name: string) =>
    body.includes(`<tds:${name}`) || body.includes(`<tev:${name}`);

  it('gets no proof of the password sent to another host, by any address that an ONVIF answer may hold', async () => {
    const elsewhere = await trap();
    const url = (path: string) => `http://127.0.0.1:${elsewhere.port}${path}`;
    const { received, source } = await onvif((body) => {
      if (isCall(body, 'GetSystemDateAndTime')) return soap('<GetSystemDateAndTimeResponse/>');
      if (isCall(body, 'GetServices')) {
        return soap(
          `<GetServicesResponse><Service><Namespace>http://www.onvif.org/ver10/events/wsdl</Namespace><XAddr>${url('/their/events')}</XAddr></Service></GetServicesResponse>`,
        );
      }
      if (isCall(body, 'CreatePullPointSubscription')) {
        return soap(
          `<CreatePullPointSubscriptionResponse><SubscriptionReference><Address>${url('/their/number?n=7')}</Address></SubscriptionReference></CreatePullPointSubscriptionResponse>`,
        );
      }
      if (isCall(body, 'PullMessages')) return soap('<PullMessagesResponse/>');
      return soap('<UnsubscribeResponse/>');
    });
    const { state, stop, ended } = listen(source);
    await until('it to listen', () => state.listening > 0);
    stop();
    await ended;
    assert.deepEqual(elsewhere.caught, []);
    assert.deepEqual(
      [...new Set(received.map(({ path }) => path))],
      ['/onvif/device_service', '/their/events', '/their/number?n=7'],
    );
    assert.ok(received.at(-1)!.body.includes('<wsnt:Unsubscribe/>'));
    // Neither the password nor a proof that was seen before.
    const nonces = received.flatMap(({ body }) => /<wsse:Nonce[^>]*>([^<]+)/.exec(body)?.[1] ?? []);
    assert.equal(new Set(nonces).size, received.length - 1);
    assert.ok(!received.some(({ body }) => body.includes(ACCOUNT.password)));
  });

  it('gets nobody to follow a redirect, or to send the password itself', async () => {
    const elsewhere = await trap();
    for (const status of [301, 302, 307, 308]) {
      const headers = { Location: `http://127.0.0.1:${elsewhere.port}/onvif/device_service` };
      const { source } = await onvif(() => ({ status, headers }));
      const end = await listen(source).ended;
      assert.deepEqual([end.kind, end.answered], ['absent', true], String(status));
    }
    const { received, source } = await onvif(() => ({
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="camera"' },
    }));
    assert.equal((await listen(source).ended).kind, 'refused');
    assert.deepEqual(
      received.map(({ authorization }) => authorization),
      received.map(() => undefined),
    );
    assert.deepEqual(elsewhere.caught, []);
  });

  it('costs next to nothing with answers that are deep, long, or hold a bomb', async () => {
    const deep = soap(`${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}`);
    const deepFault = soap(`<Fault>${'<Detail>'.repeat(10_000)}${'</Detail>'.repeat(10_000)}</Fault>`);
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(1000)}">]>${soap('&a;'.repeat(1000))}`;
    const long = soap('x'.repeat(300_000));
    for (const answer of [deep, deepFault, bomb, long]) {
      const { received, source } = await onvif(() => answer);
      const began = process.cpuUsage();
      const end = await listen(source).ended;
      const { user, system } = process.cpuUsage(began);
      assert.ok(['lost', 'absent'].includes(end.kind), end.kind);
      assert.match(end.reason, /\w/);
      assert.doesNotMatch(end.reason, /undefined|b{20}|x{20}/);
      assert.ok(received.length <= 3);
      assert.ok((user + system) / 1000 < 5_000, `${(user + system) / 1000} ms of CPU`);
    }
  });

  it('cannot make the clock of a proof one that never comes', async () => {
    const time = '<Time><Hour>99999999999</Hour><Minute>0</Minute><Second>0</Second></Time>';
    const date = '<Date><Year>9999</Year><Month>12</Month><Day>31</Day></Date>';
    const { received, source } = await onvif((body) =>
      isCall(body, 'GetSystemDateAndTime')
        ? soap(
            `<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime>${time}${date}</UTCDateTime></SystemDateAndTime></GetSystemDateAndTimeResponse>`,
          )
        : soap('<Other/>'),
    );
    await listen(source).ended;
    const created = received.flatMap(({ body }) => /<wsu:Created>([^<]+)/.exec(body)?.[1] ?? []);
    assert.ok(created.length > 0);
    for (const at of created) assert.match(at, new RegExp(`^${new Date().getUTCFullYear()}-`));
  });

  async function controlPort(talk: (socket: Socket) => void) {
    const received: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('data', (bytes) => {
        received.push(bytes);
        if (received.length === 1) talk(socket);
      });
    });
    const port = await serve(server);
    return { received, source: new ControlPort({ host: '127.0.0.1', port, ...ACCOUNT }, systemClock) };
  }

  const message = (type: string, code: string, body = '', flag = 0) =>
    encodeFrame(
      `<X><MESSAGE_HEADER Msg_type="${type}" Msg_code="${code}" Msg_flag="${flag}"/><MESSAGE_BODY>${body}</MESSAGE_BODY></X>`,
    );
  const welcome = message('USER_AUTH_MESSAGE', 'CMD_USER_AUTH');
  const motion = message(
    'ALARM_REPORT_MESSAGE',
    'CMD_REPORT_ALARM',
    '<ALARM_INFO Alarm_code="14" Alarm_flag="1"/>',
  );

  it('gets nothing but one log-in from the control port, whatever he says or asks there', async () => {
    const { received, source } = await controlPort((socket) => {
      socket.write(motion);
      socket.write(message('USER_AUTH_MESSAGE', 'CMD_OTHER'));
      for (const [type, code] of [
        ['SYSTEM_CONTROL_MESSAGE', 'CMD_REBOOT'],
        ['SYSTEM_CONFIG_GET_MESSAGE', 'CMD_GET_USER'],
        ['AUXPTZ_HEARTBEAT_MESSAGE', 'CMD_HEARTBEAT'],
        ['USER_AUTH_MESSAGE', 'CMD_USER_AUTH'],
        ['ALARM_MESSAGE', 'CMD_ALARM_SUBSCRIBE'],
      ] as const) {
        socket.write(message(type, code));
        socket.write(message(type, code, '', -1));
      }
      socket.write(motion);
    });
    const { reports, state, stop, ended } = listen(source);
    await until('the alarm', () => reports.length > 0);
    stop();
    await ended;
    // What came before the log-in is none; nor is a refusal after it.
    assert.deepEqual([reports.length, state.listening], [1, 1]);
    assert.equal(Buffer.concat(received).toString('latin1').split('Msg_type=').length - 1, 1);
  });

  it('holds no memory by the lengths he announces, and no time by frames he never ends', async () => {
    const { source } = await controlPort((socket) => {
      socket.write(welcome);
      for (const length of [0xffffffff, 0x7fffffff, 15 << 20, 65_537]) {
        const header = Buffer.from('5891585100000000', 'hex');
        header.writeUInt32LE(length, 4);
        socket.write(header);
      }
      socket.write(motion);
      const begun = Buffer.from('5891585100000100', 'hex');
      socket.write(begun);
    });
    const before = process.memoryUsage().arrayBuffers;
    const { reports, stop, ended } = listen(source);
    await until('the alarm', () => reports.length > 0);
    assert.ok(process.memoryUsage().arrayBuffers - before < 2_000_000);
    stop();
    await ended;
  });

  it('is refused reading when he floods, and does not keep the process from its work', async () => {
    const { source } = await controlPort((socket) => {
      socket.write(welcome);
      const flood = Buffer.concat(Array.from({ length: 400 }, () => motion));
      const pour = () => {
        while (!socket.destroyed && socket.write(flood));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    });
    const { reports, stop, ended } = listen(source);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    // 256 KB a second, and what a socket holds.
    const most = Math.ceil((3 * 262_144 + 4 * 65_536) / motion.length);
    assert.ok(reports.length > 0 && reports.length <= most, `${reports.length} of at most ${most}`);
    stop();
    await ended;
  });
});
