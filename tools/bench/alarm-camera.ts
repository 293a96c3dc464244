/**
 * A camera that tells alarms, to as many as listen, in a process of its own: the control port, ONVIF, and the same bytes
 * as the control port's to whoever just connects. Knows nothing of this package.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { AlarmCameraReady, AlarmCameraRequest, AlarmCameraState } from './protocol';

/** About 2 s before the time that clients ask for, as the maker's firmware answers. */
const HELD_MS = 23_000;

function frame(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const header = Buffer.from('5891585100000000', 'hex');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

const message = (type: string, code: string, body = '') =>
  frame(
    `<?xml version="1.0" encoding="GB2312" ?>\n<XML_TOPSEE>\n<MESSAGE_HEADER Msg_type="${type}" Msg_code="${code}" Msg_flag="0"/>\n<MESSAGE_BODY>${body}</MESSAGE_BODY>\n</XML_TOPSEE>\n`,
  );

const WELCOME = message('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', '<USER_AUTH_RESPONSE Sessionid="1"/>');
const ALIVE = message('AUXPTZ_HEARTBEAT_MESSAGE', 'CMD_HEARTBEAT');

/** Code 28 begins with flag 1 and ends with flag 0, so that each is a change. */
const alarm = (flag: number) =>
  message(
    'ALARM_REPORT_MESSAGE',
    'CMD_REPORT_ALARM',
    `<ALARM_REPORT_PARAM><ALARM_ITEM><ALARM_INFO Alarm_code="28" Alarm_flag="${flag}" Alarm_level="1" Alarm_data="${process.hrtime.bigint()}"/></ALARM_ITEM></ALARM_REPORT_PARAM>`,
  );

const listeners = new Set<Socket>();
const bare = new Set<Socket>();
let messages = 0;

const hold = (sockets: Set<Socket>, socket: Socket) => {
  sockets.add(socket);
  socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
};

const controlPort = createServer({ noDelay: true }, (socket) => {
  hold(listeners, socket);
  socket.on('data', (bytes) => {
    messages += 1;
    socket.write(bytes.includes('USER_AUTH_MESSAGE') ? WELCOME : ALIVE);
  });
});
const barePort = createServer({ noDelay: true }, (socket) => hold(bare, socket.resume()));

const soap = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;

/** By a word of the request. */
const ANSWERS: readonly (readonly [word: string, answer: string, heldMs?: number])[] = [
  ['GetSystemDateAndTime', '<GetSystemDateAndTimeResponse/>'],
  ['GetServices', '<GetServicesResponse/>'],
  ['GetCapabilities', '<GetCapabilitiesResponse/>'],
  [
    'CreatePullPointSubscription',
    '<CreatePullPointSubscriptionResponse><SubscriptionReference><Address>http://127.0.0.1/event_service/1</Address></SubscriptionReference></CreatePullPointSubscriptionResponse>',
  ],
  ['PullMessages', '<PullMessagesResponse/>', HELD_MS],
  ['Renew', '<RenewResponse/>'],
  ['Unsubscribe', '<UnsubscribeResponse/>'],
];

const onvif = createHttpServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => {
    messages += 1;
    const [, answer = '', heldMs = 0] = ANSWERS.find(([word]) => body.includes(`:${word}>`)) ?? [];
    const send = () => response.end(soap(answer));
    if (heldMs > 0) setTimeout(send, heldMs);
    else send();
  });
});
onvif.on('connection', (socket) => hold(listeners, socket));

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) =>
    server.listen({ host: '127.0.0.1', port: 0, backlog: 2_000 }, () => resolve()),
  );
  return (server.address() as AddressInfo).port;
}

async function main(): Promise<void> {
  const ready: AlarmCameraReady = {
    controlPort: await portOf(controlPort),
    barePort: await portOf(barePort),
    onvifPort: await portOf(onvif),
  };
  process.send?.(ready);
}

process.on('message', ({ flag }: AlarmCameraRequest) => {
  if (flag !== undefined) {
    // Whoever comes first has the longer way, so they take turns.
    const order = flag === 1 ? [listeners, bare] : [bare, listeners];
    for (const sockets of order) for (const socket of sockets) socket.write(alarm(flag));
  }
  const state: AlarmCameraState = { connections: listeners.size, messages };
  messages = 0;
  process.send?.(state);
});
process.on('disconnect', () => process.exit());
void main();
