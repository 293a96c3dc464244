import type { Answer } from './answer';
import { homePage } from './control/page';
import { report } from './control/report';
import type { Device } from './device';
import type { RequestRecord } from './http/log';
import { drawSnapshot } from './picture/snapshot';

/** Pages that belong to the simulator and not to the camera; they are not in the request log. */
export async function page(
  device: Device,
  path: string,
  requests: readonly RequestRecord[],
): Promise<Answer | undefined> {
  switch (path) {
    case '/':
      return home(device);
    case '/simulator/picture':
      return { status: 200, type: 'image/jpeg', body: await drawSnapshot(device, 'main'), refused: false };
    case '/simulator/state': {
      const body = JSON.stringify(report(device, requests));
      return { status: 200, type: 'application/json', body, refused: false };
    }
    default:
      return undefined;
  }
}

/** Where there is a page with buttons, everyone is sent to it: it stays when the plug is pulled. */
function home({ options: { controlUrl } }: Device): Answer {
  if (controlUrl === undefined) return homePage();
  return { status: 302, type: 'text/plain', body: '', headers: { Location: controlUrl }, refused: false };
}
