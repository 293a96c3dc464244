import { CameraError } from '../core/errors';

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at this address and port',
  ECONNRESET: 'the connection was closed before it was established',
  EHOSTUNREACH: 'no route to this host',
  ENETUNREACH: 'no route to this network',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'nothing answers at this address',
};

/** What is wrong with the address, for dialogs. */
const KEYS: Record<string, string> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  ENOTFOUND: 'unknownName',
  EAI_AGAIN: 'noNameServer',
};

/** What OpenSSL says of a handshake that fails, and what it means. */
type TlsFailure = readonly [words: RegExp, meaning: string];

const CLIENT_CERTIFICATE: TlsFailure = [
  /certificate required|bad certificate|alert unknown ca|certificate unknown/i,
  'it needs a client certificate that it trusts; choose a tls-config that has one',
];

const TLS_FAILURES: readonly TlsFailure[] = [
  CLIENT_CERTIFICATE,
  [
    /alert protocol version|unsupported protocol|no protocols available/i,
    'its TLS version is too old: Node.js needs at least 1.2; use http, or a camera with newer firmware',
  ],
  [
    /handshake failure/i,
    'it refused the TLS handshake: it needs a client certificate (choose a tls-config that has one), or supports only ciphers that Node.js no longer uses',
  ],
  [/key too small|dh key|ee key|md too weak|legacy sigalg/i, 'its TLS keys are too weak for Node.js'],
  [/wrong version number|packet length too long|http request/i, 'it does not speak https at this port'],
];

/** What Node's parser does not take, by its code. */
const NOT_HTTP: Record<string, string> = {
  HPE_UNEXPECTED_CONTENT_LENGTH: 'its header has two content lengths',
  HPE_HEADER_OVERFLOW: 'its header is too long',
  HPE_CR_EXPECTED: 'a line of its header ends without a carriage return',
};

/**
 * What a failed request means. Copies codes only: the library's error carries the URL, and so the password.
 *
 * @param code of Node.js, empty where it gave none.
 * @param message of Node.js or OpenSSL.
 * @param connected whether the request may have been sent.
 */
export function transportError(code: string, message: string, connected: boolean): CameraError {
  const tls = /^(?:EPROTO|ERR_SSL_)/.test(code) && TLS_FAILURES.find(([words]) => words.test(message));
  // With TLS 1.3 a client learns only after the handshake that its certificate is missing.
  if (tls && (!connected || tls === CLIENT_CERTIFICATE)) return new CameraError('UNREACHABLE', tls[1]);
  if (connected) {
    if (code.startsWith('HPE_'))
      return new CameraError('BAD_RESPONSE', `the answer is not HTTP: ${NOT_HTTP[code] ?? code}`);
    return new CameraError('CONNECTION_LOST', `the connection broke (${code || 'no code'})`);
  }
  if (/CERT|SIGNED|VERIFY|ALTNAME/.test(code)) {
    return new CameraError(
      'UNREACHABLE',
      `its certificate is not trusted (${code}); choose a tls-config that does`,
      { key: 'untrusted' },
    );
  }
  return new CameraError('UNREACHABLE', UNREACHABLE[code] ?? `no connection (${code || 'no code'})`, {
    key: KEYS[code],
  });
}
