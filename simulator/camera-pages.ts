import { html, text, type Answer } from './answer';
import { LOCKED_TEXT } from './commands/session';
import type { Device } from './device';
import { findParameter, pathOf } from './url';

export const WEB_LOGIN_PATH = '/WEBlogin';

/** The camera's own pages for people. */
export function cameraPage(device: Device, url: string): Answer {
  return pathOf(url) === WEB_LOGIN_PATH ? webLogin(device, url) : unknownPage();
}

/** Section 3.7.9: the view with the right password, otherwise the log-in form. */
function webLogin(device: Device, url: string): Answer {
  const username = findParameter(url, 'username') ?? '';
  const verdict = device.accounts.check(username, findParameter(url, 'password') ?? '');
  if (verdict === 'locked') return text(LOCKED_TEXT);
  if (verdict === 'wrong')
    return html('<head><title>Login</title></head><body><form id="login"></form></body>');
  return html('<head><title>IP Camera</title></head><body><div id="m_plugin"></div></body>');
}

export function unknownPage(): Answer {
  return html('<head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body>', 404);
}
