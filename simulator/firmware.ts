import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fault, html, text, type Answer } from './answer';
import { LOCKED_TEXT } from './commands/session';
import type { Device } from './device';

export const FIRMWARE_PATH = '/OnvifFirmwareUpgrade';

/** Section 3.7.4 and the field notes: exact content type, a length, Basic authentication; then it reboots. */
export async function receiveFirmware(device: Device, request: IncomingMessage): Promise<Answer> {
  const { bytes, sha256, complete } = await digest(request);
  if (request.method !== 'POST') return html('<body>Method not allowed</body>', 405);
  const verdict = authorised(device, request.headers.authorization ?? '');
  if (verdict === 'locked') return text(LOCKED_TEXT);
  // Firmware G refuses with status 200 (note 32).
  if (verdict === 'wrong' && device.isG) return fault(FIRMWARE_PATH, 'Authentication failed', 200);
  if (verdict === 'wrong') {
    const challenge = { 'WWW-Authenticate': 'Basic realm="IPCamera"' };
    return { ...html('<body>401 Unauthorized</body>', 401), headers: challenge };
  }
  const refuse = (reason: string): Answer => fault(FIRMWARE_PATH, reason, 200);
  if (request.headers['content-type'] !== 'application/octet-stream') return refuse('error content type');
  if (request.headers['content-length'] === undefined) return refuse('error content length');
  if (!complete || bytes === 0) return refuse('error firmware');
  device.upgrades.push({ bytes, sha256, at: device.now });
  // The manual does not say what comes back; cameras send nothing, or something odd.
  const answer = { ...text(device.newer ? '\r\nupgrade...\r\n' : ''), refused: false };
  return { ...answer, after: device.reboot };
}

function authorised(device: Device, header: string): 'ok' | 'wrong' | 'locked' {
  const [scheme, token] = header.split(' ');
  if (scheme !== 'Basic' || !token) return device.accounts.locked ? 'locked' : 'wrong';
  const pair = Buffer.from(token, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const password = pair.slice(colon + 1);
  // Firmware G cuts the password at the next colon (note 32).
  return device.accounts.check(pair.slice(0, colon), device.isG ? password.split(':', 1)[0]! : password);
}

interface Digest {
  bytes: number;
  sha256: string;
  complete: boolean;
}

/** Reads without keeping: firmware is large. */
function digest(request: IncomingMessage): Promise<Digest> {
  return new Promise((resolve) => {
    const hash = createHash('sha256');
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      hash.update(piece);
    });
    request.once('end', () => resolve({ bytes, sha256: hash.digest('hex'), complete: true }));
    request.once('close', () => resolve({ bytes, sha256: '', complete: false }));
  });
}
