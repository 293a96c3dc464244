import type { Device } from '../device';
import { renderJpeg } from './render';

/** `stream=1` and `stream=0` of section 3.7.5. */
const SIZES = {
  main: { width: 1280, height: 720 },
  sub: { width: 640, height: 360 },
};

/** A JPEG of what the camera sees now. */
export function drawSnapshot(device: Device, stream: keyof typeof SIZES): Promise<Buffer> {
  const { settings, relay, options } = device;
  const overlaid = settings.osd['enable'] === '1';
  return renderJpeg(SIZES[stream], {
    open: relay.open,
    hasRelay: options.hasRelay,
    title: overlaid ? settings.osd['title_utf8'] : undefined,
    time: overlaid ? device.localTime() : undefined,
  });
}
