import * as http from 'node:http';
import * as https from 'node:https';
import type { InternalAxiosRequestConfig } from 'axios';
import { TimedRequest } from './timed-request';
import type { Clock } from '../core/clock';
import { closed } from '../core/errors';
import { transportError } from './transport-error';
import { REQUESTS_AT_A_TIME, REQUESTS_AT_MOST } from '../core/limits';

/** Where the camera is. */
export interface Address {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Options for TLS connections, such as an authority to trust. */
  readonly tls?: https.AgentOptions;
}

export interface Request {
  /** The path, without the query. */
  readonly path: string;
  /** The query exactly as it goes out; it is not encoded again. */
  readonly query?: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: NodeJS.ReadableStream | Buffer;
  /** Must not arrive twice, so it never goes out on a connection that may be half closed. */
  readonly fresh?: boolean;
  /** From the first byte sent to the last received, in ms. */
  readonly timeoutMs: number;
  /** Longest answer, in bytes. */
  readonly limitBytes: number;
}

export interface Response {
  readonly status: number;
  readonly body: Buffer;
  /** The header `WWW-Authenticate`: what the server wants to be shown. */
  readonly challenge?: string;
}

/** The only module that knows the HTTP library. Sends one request and gives back the bytes of its answer. */
export class Transport {
  /** Such as `http://192.168.1.10:80`. */
  readonly origin: string;
  readonly #kept: http.Agent;
  readonly #fresh: http.Agent;
  readonly #secure: boolean;
  readonly #clock: Clock;
  #inFlight = 0;
  #closed = false;

  constructor(address: Address, clock: Clock) {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    this.origin = `${address.protocol}://${host}:${address.port}`;
    this.#secure = address.protocol === 'https';
    this.#clock = clock;
    const options = { maxSockets: REQUESTS_AT_MOST, ...address.tls };
    const Agent = this.#secure ? https.Agent : http.Agent;
    // One idle connection leaves room for a fresh one.
    this.#kept = new Agent({ ...options, keepAlive: true, keepAliveMsecs: PROBE_MS, maxFreeSockets: 1 });
    this.#fresh = new Agent({ ...options, keepAlive: false });
  }

  /**
   * @throws CameraError `UNREACHABLE` without a connection, `TIMEOUT`, `CONNECTION_LOST`, `CLOSED`, or
   *   `BAD_RESPONSE` for what is not HTTP or too long. None carries the URL.
   */
  async request(request: Request): Promise<Response> {
    // The agents would make new connections.
    if (this.#closed) throw closed();
    const attempt = new TimedRequest(this.#secure, request.timeoutMs, this.#clock);
    this.#inFlight += 1;
    if (request.fresh) this.#makeRoom();
    try {
      library ??= load();
      const response = await library.send(this.#config(request, attempt));
      const challenge: unknown = response.headers['www-authenticate'];
      return {
        status: response.status,
        body: response.data as Buffer,
        ...(typeof challenge === 'string' && { challenge }),
      };
    } catch (error) {
      throw transportError(error, attempt, request);
    } finally {
      this.#inFlight -= 1;
      attempt.end();
    }
  }

  /** Where sockets are few, a fresh connection takes the place of an idle one (field note 4). */
  #makeRoom(): void {
    const idle = Object.values(this.#kept.freeSockets).flatMap((sockets) => sockets ?? []);
    if (this.#inFlight + idle.length > REQUESTS_AT_A_TIME) for (const socket of idle) socket.destroy();
  }

  #config(request: Request, attempt: TimedRequest): InternalAxiosRequestConfig {
    const agent = request.fresh ? this.#fresh : this.#kept;
    const { headers } = library!;
    return {
      url: this.origin + request.path,
      method: request.method ?? 'GET',
      headers: request.headers ? headers.concat(request.headers) : headers,
      data: request.body,
      transport: attempt,
      // The library would encode the query by its own rules; the camera compares bytes (field note 1).
      params: {},
      paramsSerializer: { serialize: () => request.query ?? '' },
      httpAgent: agent,
      httpsAgent: agent,
      // A proxy or a redirect would hand the password to somebody else.
      proxy: false,
      maxRedirects: 0,
      maxContentLength: request.limitBytes,
      maxBodyLength: Infinity,
      // What a camera sends is never packed; unpacking a bomb is.
      decompress: false,
      responseType: 'arraybuffer',
      validateStatus: () => true,
    };
  }

  /** Closes every connection, also those in use. */
  close(): void {
    this.#closed = true;
    this.#kept.destroy();
    this.#fresh.destroy();
  }
}

/** The library's own; told another, the system would be asked to change it twice for each request. */
const PROBE_MS = 60_000;

const HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'node-red' };

let library: ReturnType<typeof load> | undefined;

/**
 * Loading the library takes about 100 ms, so it waits for the first request. Its adapter is asked directly:
 * merging defaults and running interceptors, which nobody here has, takes as long as the request.
 */
function load() {
  const { getAdapter, AxiosHeaders } = require('axios') as typeof import('axios');
  return { send: getAdapter('http'), headers: new AxiosHeaders(HEADERS) };
}
