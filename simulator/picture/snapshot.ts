import type { Device } from '../device';

/** A JPEG of what the camera sees now. The canvas is loaded by the first picture, so that others start fast. */
export async function drawSnapshot(device: Device, stream: 'main' | 'sub'): Promise<Buffer> {
  const { renderJpeg } = await import('./render.js');
  const { settings, relay, options } = device;
  return renderJpeg(stream === 'main' ? { width: 1280, height: 720 } : { width: 640, height: 360 }, {
    open: relay.open,
    hasRelay: options.hasRelay,
    title: settings.osd['title_utf8'] ?? '',
    time: device.localTime(),
  });
}
