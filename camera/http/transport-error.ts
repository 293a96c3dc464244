import { CameraError } from '../core/errors';

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at this address and port',
  EHOSTUNREACH: 'no way to this address',
  ENETUNREACH: 'no way to this network',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'nothing answers at this address',
  EPROTO: 'what answers there does not speak https',
};

/** What was seen of a request until it failed. */
interface RequestProgress {
  readonly connected: boolean;
  /** Its time was up. */
  readonly timedOut: boolean;
}

interface Limits {
  readonly timeoutMs: number;
  readonly limitBytes: number;
}

/** What a failed request means. Copies codes only: the library's error carries the URL, and so the password. */
export function transportError(error: unknown, seen: RequestProgress, request: Limits): CameraError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (seen.timedOut) {
    return seen.connected
      ? new CameraError('TIMEOUT', `no complete answer within ${request.timeoutMs} ms`)
      : new CameraError('UNREACHABLE', `no connection within ${request.timeoutMs} ms`);
  }
  if (!seen.connected && /CERT|SIGNED|VERIFY|ALTNAME/.test(code)) {
    return new CameraError(
      'UNREACHABLE',
      `its certificate is not trusted (${code}); choose a tls-config that does`,
    );
  }
  if (!seen.connected) return new CameraError('UNREACHABLE', UNREACHABLE[code] ?? `no connection (${code})`);
  if (code.startsWith('HPE_')) return new CameraError('BAD_RESPONSE', `the answer is not HTTP (${code})`);
  if (code === 'ERR_BAD_RESPONSE' && message.includes('maxContentLength')) {
    return new CameraError('BAD_RESPONSE', `the answer is longer than ${request.limitBytes} bytes`);
  }
  return new CameraError('CONNECTION_LOST', `the connection broke (${code || 'no code'})`);
}
