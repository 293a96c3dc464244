import { createHash, randomBytes } from 'node:crypto';
import type { SimulatedCamera } from '../../../../simulator/index';
import { ask, type Reply } from '../support';

export interface Token {
  username?: string;
  password?: string;
  /** What the client takes for the camera's clock. */
  now?: number;
  nonce?: Buffer;
}

export interface SoapOptions {
  path?: string;
  /** `null` sends none. */
  token?: Token | null;
  header?: string;
  timeoutMs?: number;
}

/** One request written from the page about ONVIF, for tests of the simulator alone. */
export function soap(camera: SimulatedCamera, body: string, options: SoapOptions = {}): Promise<Reply> {
  const { path = '/onvif/device_service', token = {}, header = '', timeoutMs } = options;
  const security = token ? securityHeader({ now: camera.state.now, ...token }) : '';
  const xml = `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>${security}${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  return ask(camera, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/soap+xml' },
    body: Buffer.from(xml),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

function securityHeader({
  username = 'admin',
  password = '123456',
  now = 0,
  nonce = randomBytes(16),
}: Token) {
  const created = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  const wsse = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
  return `<Security xmlns="${wsse}"><UsernameToken><Username>${username}</Username><Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">${digest}</Password><Nonce>${nonce.toString('base64')}</Nonce><Created>${created}</Created></UsernameToken></Security>`;
}

export const CREATE =
  '<CreatePullPointSubscription xmlns="http://www.onvif.org/ver10/events/wsdl"><InitialTerminationTime>PT60S</InitialTerminationTime></CreatePullPointSubscription>';

export function pullOf(timeout = 'PT20S', limit = 50): string {
  return `<PullMessages xmlns="http://www.onvif.org/ver10/events/wsdl"><Timeout>${timeout}</Timeout><MessageLimit>${limit}</MessageLimit></PullMessages>`;
}

/** The path of a new subscription. */
export async function subscribe(camera: SimulatedCamera, body = CREATE): Promise<string> {
  const { text } = await soap(camera, body, { path: '/onvif/events' });
  return /<\w+:Address>http:\/\/[^/]+(\/[^<]*)</.exec(text)?.[1] ?? text;
}

/** Topics and values of the messages in an answer. */
export function messagesIn({ text }: Reply): string[] {
  const all = text.matchAll(
    /<wsnt:Topic[^>]*>([^<]*)<.*?<tt:Data><tt:SimpleItem Name="([^"]*)" Value="([^"]*)"/g,
  );
  return [...all].map(([, topic, name, value]) => `${topic} ${name}=${value}`);
}

/** HTTP digest authentication for a POST by `admin`. */
export function answerToChallenge(challenge: string, uri: string): string {
  const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? '';
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const [who, what] = [md5('admin:happytimesoft:123456'), md5(`POST:${uri}`)];
  const response = md5(`${who}:${nonce}:00000001:abc:auth:${what}`);
  return `Digest username="admin", realm="happytimesoft", nonce="${nonce}", uri="${uri}", response="${response}", qop=auth, nc=00000001, cnonce="abc"`;
}
