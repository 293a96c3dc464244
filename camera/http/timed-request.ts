import * as http from 'node:http';
import * as https from 'node:https';
import type { Clock, Timer } from '../core/clock';

/**
 * One request under way. It stands between the HTTP library and Node's own module, sees whether a connection came
 * about, and ends the request when its time is up; an AbortSignal for each would make it a tenth slower.
 */
export class TimedRequest {
  connected = false;
  timedOut = false;
  readonly #secure: boolean;
  readonly #clock: Clock;
  readonly #timer: Timer;
  #request: http.ClientRequest | undefined;

  /** @param ms from now until it is ended. */
  constructor(secure: boolean, ms: number, clock: Clock) {
    this.#secure = secure;
    this.#clock = clock;
    this.#timer = clock.after(ms, () => {
      this.timedOut = true;
      this.#request?.destroy(new Error('late'));
    });
  }

  /** What the library calls instead of Node's. */
  request(
    options: https.RequestOptions,
    onResponse: (response: http.IncomingMessage) => void,
  ): http.ClientRequest {
    const request = (this.#secure ? https : http).request(options, onResponse);
    this.#request = request;
    request.once('socket', (socket) => {
      if (request.reusedSocket || !socket.connecting) this.connected = true;
      else socket.once(this.#secure ? 'secureConnect' : 'connect', () => (this.connected = true));
    });
    return request;
  }

  /** It has ended, one way or the other. */
  end(): void {
    this.#clock.cancel(this.#timer);
  }
}
