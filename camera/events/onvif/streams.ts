/** Addresses of streams, as the media service tells them. */
import type { Clock } from '../../core/clock';
import { attribute, child, children } from './soap';
import { OnvifError, type OnvifClient } from './onvif-client';
import { findService, readClockOffset } from './subscription';

const MEDIA = 'http://www.onvif.org/ver10/media/wsdl';

/** Where a camera offers a stream by RTSP, at its own host. */
export interface StreamPlace {
  readonly port: number;
  /** With what of the query is no user name and no password. */
  readonly path: string;
}

/** Main and sub stream, the camera's first and second profile. @throws OnvifError. */
export async function readStreams(client: OnvifClient, clock: Clock): Promise<[StreamPlace, StreamPlace]> {
  client.clockOffsetMs = await readClockOffset(client, () => clock.now());
  const path = await findService(client, MEDIA, 'Media');
  const body = await client.call(path, { action: `${MEDIA}/GetProfiles`, body: '<trt:GetProfiles/>' });
  const profiles = children(child(body, 'GetProfilesResponse'), 'Profiles');
  const [main, sub] = profiles.flatMap((profile) => attribute(profile, 'token') ?? []);
  if (main === undefined || sub === undefined) throw new OnvifError('fault', 'fewer than two streams');
  return [await placeOf(client, path, main), await placeOf(client, path, sub)];
}

async function placeOf(client: OnvifClient, path: string, token: string): Promise<StreamPlace> {
  if (!/^[\w.:-]{1,64}$/.test(token)) throw new OnvifError('garbled', 'an odd profile token');
  const setup =
    '<trt:StreamSetup><tt:Stream xmlns:tt="http://www.onvif.org/ver10/schema">RTP-Unicast</tt:Stream><tt:Transport xmlns:tt="http://www.onvif.org/ver10/schema"><tt:Protocol>RTSP</tt:Protocol></tt:Transport></trt:StreamSetup>';
  const body = await client.call(path, {
    action: `${MEDIA}/GetStreamUri`,
    body: `<trt:GetStreamUri>${setup}<trt:ProfileToken>${token}</trt:ProfileToken></trt:GetStreamUri>`,
  });
  const place = parseAddress(child(body, 'GetStreamUriResponse', 'MediaUri', 'Uri')?.text ?? '');
  if (!place) throw new OnvifError('garbled', 'the address of a stream is none');
  return place;
}

const RTSP =
  /^rtsp:\/\/(?:[^@/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*)(?::(\d{1,5}))?(\/[!-"$->@-~]*)(?:\?([!-"$-~]*))?$/i;

/** The host in an answer is not trusted: it may be an address of before, or of another network. */
function parseAddress(text: string): StreamPlace | undefined {
  const [, port = '554', path, query = ''] = RTSP.exec(text.trim()) ?? [];
  if (path === undefined || path.length + query.length > 500) return undefined;
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !/user|pass|pwd|auth|token|key|uid/i.test(part));
  return { port: Number(port), path: path + (kept.length > 0 ? `?${kept.join('&')}` : '') };
}
