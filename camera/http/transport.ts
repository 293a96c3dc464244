import * as http from 'node:http';
import type * as https from 'node:https';
import type { Readable } from 'node:stream';
import type { InternalAxiosRequestConfig } from 'axios';
import type { Clock } from '../core/clock';
import { abortReason } from '../core/abort';
import { closed } from '../core/errors';
import { REQUESTS_AT_A_TIME } from '../core/limits';
import { hostInUrl } from '../../shared/host';
import { TimedRequest } from './timed-request';
import { TlsAgent } from './tls-agent';

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
  readonly body?: Readable | Buffer;
  /** Must not meet a connection that may be half closed, so it gets a new one. */
  readonly fresh?: boolean;
  /** May go out once more if only the form of the answer's header was wrong. */
  readonly repeatable?: boolean;
  /** Ends it at once, with the signal's reason if that is a `CameraError`, and with `CLOSED` otherwise. */
  readonly signal?: AbortSignal;
  /** From the start to the last byte received, in ms; after that nothing more of it is sent. */
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

/** Sends requests, and gives back the bytes of the answers as they came: nothing is unpacked, followed or decoded. */
export class Transport {
  /** Such as `http://192.168.1.10:80`. */
  readonly origin: string;
  readonly #kept: http.Agent;
  readonly #fresh: http.Agent;
  readonly #secure: boolean;
  readonly #clock: Clock;
  readonly #underWay = new Set<TimedRequest>();
  /** The camera's headers need a lenient parser. */
  #lenient = false;
  #closed = false;
  readonly #settled = (timed: TimedRequest) => this.#underWay.delete(timed);

  constructor(address: Address, clock: Clock) {
    this.origin = `${address.protocol}://${hostInUrl(address.host)}:${address.port}`;
    this.#secure = address.protocol === 'https';
    this.#clock = clock;
    const Agent = this.#secure ? TlsAgent : http.Agent;
    // One idle connection leaves room for a fresh one.
    this.#kept = new Agent({ ...address.tls, keepAlive: true, keepAliveMsecs: PROBE_MS, maxFreeSockets: 1 });
    this.#fresh = new Agent({ ...address.tls, keepAlive: false });
  }

  /**
   * Settles at the deadline at the latest.
   *
   * @throws CameraError `UNREACHABLE` without a connection, `TIMEOUT`, `CONNECTION_LOST`, `CLOSED`, or
   *   `BAD_RESPONSE` for what is not HTTP or too long. None carries the URL.
   */
  async request(request: Request): Promise<Response> {
    const lenient = this.#lenient;
    const first = this.#start(request, lenient);
    try {
      return await first.response;
    } catch (error) {
      if (lenient || !request.repeatable || !first.wasMalformed) throw error;
    }
    const response = await this.#start(request, true).response;
    this.#lenient = true;
    return response;
  }

  #start(request: Request, lenient: boolean): TimedRequest {
    // The agents would make new connections.
    if (this.#closed) throw closed();
    if (request.signal?.aborted) throw abortReason(request.signal);
    const timed = new TimedRequest(request, this.#secure, this.#clock, this.#settled);
    this.#underWay.add(timed);
    // What a lenient parser leaves behind must not be taken for the answer to the next request.
    const fresh = request.fresh === true || lenient;
    if (fresh) this.#makeRoom();
    try {
      library ??= load();
      // Told of no answer, it never resolves.
      library.send(this.#config(request, timed, fresh, lenient)).catch((error: unknown) => timed.fail(error));
    } catch (error) {
      timed.fail(error);
    }
    return timed;
  }

  /** Where sockets are few, a fresh connection takes the place of an idle one (field note 4). */
  #makeRoom(): void {
    const idle = Object.values(this.#kept.freeSockets).flatMap((sockets) => sockets ?? []);
    if (this.#underWay.size + idle.length > REQUESTS_AT_A_TIME) for (const socket of idle) socket.destroy();
  }

  #config(
    request: Request,
    timed: TimedRequest,
    fresh: boolean,
    insecureHTTPParser: boolean,
  ): InternalAxiosRequestConfig {
    const agent = fresh ? this.#fresh : this.#kept;
    const { headers } = library!;
    return {
      url: this.origin + request.path,
      method: request.method ?? 'GET',
      headers: request.headers ? headers.concat(request.headers) : headers,
      data: request.body,
      transport: timed,
      // The library would encode the query by its own rules; the camera compares bytes (field note 1).
      params: {},
      paramsSerializer: { serialize: () => request.query ?? '' },
      httpAgent: agent,
      httpsAgent: agent,
      insecureHTTPParser,
      // A proxy or a redirect would hand the password to somebody else.
      proxy: false,
      maxRedirects: 0,
      // Any other value puts a stream of its own between body and request.
      maxBodyLength: -1,
    };
  }

  /** Resolves when what was sent by now, and `close` would leave in doubt, has ended. Never rejects. */
  async answered(): Promise<void> {
    const sent = [...this.#underWay].filter(({ isSent }) => isSent);
    await Promise.allSettled(sent.map(({ response }) => response));
  }

  /** Closes every connection, also those in use. */
  close(): void {
    this.#closed = true;
    for (const timed of this.#underWay) timed.close();
    this.#kept.destroy();
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
