import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http';
import { SimulatedCamera, type Options } from '../../../simulator/index';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer;
  agent?: Agent;
  timeoutMs?: number;
}

/** One request with its path sent as it stands; rejects when the connection fails before the answer ends. */
export function ask(camera: SimulatedCamera, path: string, options: Ask = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body, agent, timeoutMs = 2000 } = options;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port: camera.port, path, method, headers, agent: agent ?? false },
      (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const all = Buffer.concat(pieces);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: all,
            text: all.toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error('no answer')));
    outgoing.end(body);
  });
}

/** A camera with a clock turned by hand, and one user logged in. */
export interface CameraFixture {
  camera: SimulatedCamera;
  uid: string;
  clock: { now: number };
  /** `get('image', 'brightness=1')` asks `/cgi-bin/image?uid=…&brightness=1`. */
  get(command: string, query?: string): Promise<Reply>;
}

export const START = Date.UTC(2024, 0, 31, 12, 0, 0);

export async function setUp(options: Partial<Options> = {}): Promise<CameraFixture> {
  const clock = { now: START };
  const camera = await SimulatedCamera.start({ now: () => clock.now, bootMs: 60, shutdownMs: 5, ...options });
  const { username, password } = camera.options;
  const uid = await logIn(camera, username, password);
  const get = (command: string, query = ''): Promise<Reply> =>
    ask(camera, `/cgi-bin/${command}?uid=${uid}${query && '&'}${query}`);
  return { camera, uid, clock, get };
}

export async function logIn(
  camera: SimulatedCamera,
  username = 'admin',
  password = '123456',
): Promise<string> {
  const { text } = await ask(camera, `/cgi-bin/getuid?username=${username}&password=${password}`);
  const uid = /<uid>(.*)<\/uid>/.exec(text)?.[1];
  if (uid === undefined) throw new Error(`no uid in ${text}`);
  return uid;
}

/** The answer's body without declaration and line ends. */
export function bare({ text }: Reply): string {
  return text.replace('<?xml version="1.0" encoding="UTF-8"?>', '').replaceAll('\n', '');
}

export function faultBody(value: string, reason: string): string {
  return `<fault><value>${value}</value><reason>${reason}</reason></fault>`;
}
