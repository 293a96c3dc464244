import { CameraError } from '../core/errors';
import { outside } from '../core/outside-text';

/** What a camera refuses when it has no place or is not ready, which passes by itself (field note 34). */
const TRANSIENT =
  /too many|\bfull\b|\bmax|(?:user|session|connection)s? limit|\bbusy\b|\bstart|boot|initiali[sz]|not ready|later|already|已满|过多|上限|繁忙|启动|稍后/i;

const LOCKED = /\blocked\b|锁定/i;

/** Not allowed to do this, which says nothing of the password (field note 12). */
const FORBIDDEN = /authority|permission|privilege|not allowed|forbidden|权限/i;

const WRONG_ACCOUNT = /pass|user|account|auth|log-?in|密码|用户|账号|登录/i;

/** Whether a refusal passes by itself. */
export const isTransient = (reason = ''): boolean => TRANSIENT.test(reason);

/** What a refused log-in means; an answer that is none comes from another device. */
export function refusedLogin(error: CameraError): CameraError {
  if (error.code === 'NOT_SUPPORTED')
    return new CameraError('BAD_RESPONSE', 'this device has no login endpoint');
  const { reason = '' } = error;
  if (error.code !== 'CAMERA_FAULT' || isTransient(reason)) return error;
  return FORBIDDEN.test(reason) && !LOCKED.test(reason) ? authFailed(reason) : refusedAccount(error);
}

/** What it means that a request with user name and password was refused. */
export function refusedAccount(error: CameraError): CameraError {
  const { code, reason = '' } = error;
  if (code !== 'CAMERA_FAULT' || isTransient(reason)) return error;
  if (LOCKED.test(reason)) return new CameraError('LOCKED_OUT', 'the account is locked', { reason });
  return WRONG_ACCOUNT.test(reason) && !FORBIDDEN.test(reason) ? authFailed(reason) : error;
}

const authFailed = (reason: string) =>
  new CameraError('AUTH_FAILED', `the camera refused user name or password (${outside(reason)})`, { reason });
