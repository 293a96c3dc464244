import type { Device } from '../device';
import { lensOf } from './lens';
import { lightOf } from './light';
import { wordsOf } from './osd';
import { renderJpeg, type View } from './render';
import { windowAt } from './window';

/** `stream=1` and `stream=0` of section 3.7.5. */
const SIZES = {
  main: { width: 1280, height: 720 },
  sub: { width: 640, height: 360 },
};

/** A JPEG of what the camera sees now. Nothing is drawn unless someone asks. */
export function drawSnapshot(device: Device, stream: keyof typeof SIZES): Promise<Buffer> {
  device.pictures++;
  return renderJpeg(SIZES[stream], viewOf(device));
}

function viewOf(device: Device): View {
  const { settings, relay, ptz, options, now } = device;
  const position = ptz.position;
  return {
    scene: { window: windowAt(position), light: lightOf(device), openness: relay.openness, now },
    lens: lensOf(position, settings.image),
    words: wordsOf(device),
    relay: !options.hasRelay ? 'none' : relay.open ? 'open' : 'closed',
  };
}
