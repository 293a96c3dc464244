import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../answer';
import type { SimulatedCamera } from '../camera';
import { drawSnapshot } from '../picture/snapshot';
import { pathOf } from '../url';
import { write } from '../http/write';
import { ACTIONS, ActionRefused } from './actions';
import { homePage } from './page';
import { report } from './report';

const HOST = '127.0.0.1';
const PREFIX = '/simulator/';
const BODY_LIMIT = 4096;

/**
 * A page on a port of its own that shows the camera and can pull its plug: the camera's own port is gone by
 * then. Nobody has it who does not ask for it.
 */
export class ControlPage {
  private constructor(
    private readonly camera: SimulatedCamera,
    private readonly server: Server,
  ) {}

  static async start(camera: SimulatedCamera, port = 0): Promise<ControlPage> {
    const server = createServer();
    const page = new ControlPage(camera, server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      response.on('error', () => undefined);
      void page.answer(request).then((answer) => write(response, answer, true));
    });
    await once(server.listen(port, HOST), 'listening');
    camera.options.controlUrl = page.url;
    return page;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://${HOST}:${this.port}`;
  }

  async stop(): Promise<void> {
    this.camera.options.controlUrl = undefined;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    try {
      // A page from elsewhere that gave itself a name on loopback has nothing to say here.
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      if (host !== HOST && host !== 'localhost') return plain(403, 'Not from there.');
      const path = pathOf(request.url ?? '');
      return request.method === 'POST' ? await this.act(path, request) : await this.show(path);
    } catch (error) {
      if (error instanceof ActionRefused) return plain(400, error.message);
      return plain(500, `simulator: ${String(error)}`);
    }
  }

  private async show(path: string): Promise<Answer> {
    const { camera } = this;
    switch (path) {
      case '/':
        return homePage(ACTIONS);
      case `${PREFIX}picture`:
        return { ...plain(200, ''), type: 'image/jpeg', body: await drawSnapshot(camera.state, 'main') };
      case `${PREFIX}state`: {
        const body = JSON.stringify({
          camera: camera.url,
          network: camera.network,
          listening: listeners(camera),
          ...report(camera.state, camera.requests),
        });
        return { ...plain(200, body), type: 'application/json' };
      }
      default:
        return plain(404, 'There is nothing here.');
    }
  }

  private async act(path: string, request: IncomingMessage): Promise<Answer> {
    const name = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) return plain(404, 'There is no such button.');
    // No browser sends this type from another site without asking first.
    if (request.headers['content-type'] !== 'application/json') return plain(415, 'JSON, please.');
    await action.run(this.camera, await valueOf(request));
    return plain(200, `Done: ${action.label}.`);
  }
}

function listeners({ controlPort, onvif }: SimulatedCamera): string {
  return `${controlPort.loggedIn} by the control port, ${onvif.subscriptions.count} by ONVIF`;
}

async function valueOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > BODY_LIMIT) throw new ActionRefused('That is too long.');
  }
  try {
    const { value } = JSON.parse(text || '{}') as { value?: unknown };
    return typeof value === 'string' ? value : '';
  } catch {
    throw new ActionRefused('JSON, please.');
  }
}

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body, refused: status !== 200 };
}
