import type { SimulatedCamera, Style } from '../../../../../simulator';

export const STYLES: readonly Style[] = ['manual', 'field', 'firmware-g'];

/** What the camera was asked to set, one text for each request, without the uid. */
export function writes(camera: SimulatedCamera): string[] {
  return camera.requests
    .map(({ url }) =>
      url
        .replace(/^\/cgi-bin\//, '')
        .replace(/uid=[^&]*&?/, '')
        .replace(/[?&]$/, ''),
    )
    .filter((url) => /\?(?!title_index=\d$|action=get_user$|username=)/.test(url));
}

/** Changes ten settings over four commands behind the client's back. */
export function changeTen({ state: { settings } }: SimulatedCamera): void {
  Object.assign(settings.image, { brightness: '10', contrast: '20', saturation: '30' });
  Object.assign(settings.motion, { sensitivity: '55', alarmthreshold: '44' });
  Object.assign(settings.video.stream1, { framerate: '12', bitrate: '1800' });
  settings.video.stream2['bitrate_control'] = 'VBR';
  Object.assign(settings.userOsd[2]!, { title_utf8: 'Somebody else', color: '0xff0000' });
}

/** What differs then. */
export const TEN = [
  'video stream1.framerate',
  'video stream1.bitrate',
  'video stream2.bitrate_control',
  'userOsd title.2.color',
  'userOsd title.2.title_utf8',
  'image brightness',
  'image contrast',
  'image saturation',
  'motion sensitivity',
  'motion alarmthreshold',
];
