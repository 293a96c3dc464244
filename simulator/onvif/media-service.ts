import { createHash } from 'node:crypto';
import { escaped } from '../escape';
import type { Settings } from '../state';
import type { Context } from './context';
import { answer } from './device-service';
import { SoapFault, textOf } from './soap';

const PROFILES = [
  { token: 'MainStream', name: 'MainStream', stream: 'stream1', path: '/stream0' },
  { token: 'SubStream', name: 'SubStream', stream: 'stream2', path: '/stream1' },
] as const;

type Profile = (typeof PROFILES)[number];

/** The media service, as far as clients need stream addresses. */
export const mediaOperations: Record<string, (context: Context) => string> = {
  GetProfiles({ device }) {
    const { video } = device.settings;
    return answer(
      'GetProfiles',
      PROFILES.map((profile) => profileElement(profile, video[profile.stream])).join(''),
      'trt',
    );
  },
  GetVideoSources: () =>
    answer(
      'GetVideoSources',
      '<trt:VideoSources token="V_SRC_000"><tt:Framerate>25</tt:Framerate><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution></trt:VideoSources>',
      'trt',
    ),
  /** The address carries user name and the MD5 of the password in upper case, as on a camera. */
  GetStreamUri({ device, request, host }) {
    const { path } = profileOf(textOf(request.body, 'ProfileToken'));
    const account = device.accounts.find(textOf(request.header, 'Username') ?? '') ?? device.accounts.list[0];
    const md5 = createHash('md5')
      .update(account?.password ?? '')
      .digest('hex');
    const key = `username=${encodeURIComponent(account?.name ?? '')}&password=${md5.toUpperCase()}`;
    return uri('GetStreamUri', `rtsp://${host}:${device.settings.ports['rtspport']}${path}?${key}`);
  },
  GetSnapshotUri({ request, address }) {
    const { token } = profileOf(textOf(request.body, 'ProfileToken'));
    return uri('GetSnapshotUri', address(`/snapshot.cgi?stream=${token === 'MainStream' ? 0 : 1}`));
  },
};

function profileOf(token: string | undefined): Profile {
  const found = PROFILES.find((profile) => profile.token === token);
  if (!found) throw new SoapFault('ter:InvalidArgVal', 'The requested profile token does not exist');
  return found;
}

function profileElement({ token, name }: Profile, { encode_mode, framerate, bitrate }: Settings): string {
  const source =
    '<tt:VideoSourceConfiguration token="V_SRC_CFG_000"><tt:Name>V_SRC_CFG_000</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>V_SRC_000</tt:SourceToken><tt:Bounds x="0" y="0" width="1920" height="1080"/></tt:VideoSourceConfiguration>';
  const rate = `<tt:RateControl><tt:FrameRateLimit>${framerate}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${bitrate}</tt:BitrateLimit></tt:RateControl>`;
  const encoder = `<tt:VideoEncoderConfiguration token="V_ENC_${token}"><tt:Name>V_ENC_${token}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>${encode_mode}</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution>${rate}</tt:VideoEncoderConfiguration>`;
  return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${name}</tt:Name>${source}${encoder}</trt:Profiles>`;
}

function uri(operation: string, address: string): string {
  const content = `<trt:MediaUri><tt:Uri>${escaped(address)}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT60S</tt:Timeout></trt:MediaUri>`;
  return answer(operation, content, 'trt');
}
