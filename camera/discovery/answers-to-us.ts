import { systemClock, type Clock } from '../core/clock';
import { Transport } from '../http/transport';
import { readText } from '../protocol/charset';

const TIMEOUT_MS = 2_000;
const LIMIT_BYTES = 10_000;

/** Whether a device has the CGI of this package: it refuses a request without a uid in its own way. Sends no secret. */
export async function answersToUs(host: string, port: number, clock: Clock = systemClock): Promise<boolean> {
  const transport = new Transport({ protocol: 'http', host, port }, clock);
  try {
    const { body } = await transport.request({
      path: '/cgi-bin/keep_alive',
      timeoutMs: TIMEOUT_MS,
      limitBytes: LIMIT_BYTES,
    });
    return /<fault\b[^]*keep_alive|<keep_alive>/i.test(readText(body));
  } catch {
    return false;
  } finally {
    transport.close();
  }
}
