import { createHash } from 'node:crypto';
import { commands } from '../commands/index';
import { CameraError } from '../core/errors';
import { buildQuery } from '../protocol/query';
import { validate } from '../protocol/validate';

/** Cameras cut what is longer, and compare what is left (field note 11). */
const LONGEST_PASSWORD = 63;

/**
 * User name and password as the query of a log-in. A password that is too long for the camera as it is encoded goes out
 * as its MD5, which is accepted in its place.
 *
 * @throws CameraError `INVALID_INPUT` for what cannot be sent, or would be misread.
 */
export function credentialsQuery(account: { readonly username: string; readonly password: string }): string {
  const { username, password } = account;
  if (password === '') throw new CameraError('INVALID_INPUT', 'the password is missing');
  const query = queryOf(username, password);
  const encoded = /(?:^|&)password=([^&]*)/.exec(query)![1]!;
  if (encoded.length <= LONGEST_PASSWORD) return query;
  return queryOf(username, createHash('md5').update(password).digest('hex'));
}

function queryOf(username: string, password: string): string {
  const { logIn } = commands;
  return buildQuery(logIn, logIn.read, validate(logIn, logIn.read, { username, password }));
}
