import { element } from '../answer';
import type { Device } from '../device';

export type Range = readonly [min: number, max: number];
export type Modes = Record<string, Record<string, { framerate: Range; bitrate: Range }>>;

type Capabilities = Readonly<Record<string, Modes>>;

/** Section 3.5.1, as the manual's camera has it. */
const CAPABILITIES: Capabilities = {
  stream1: {
    H264: {
      '2592X1944': { framerate: [1, 15], bitrate: [500, 8000] },
      '1080P': { framerate: [1, 30], bitrate: [500, 6000] },
    },
    H265: {
      '2592X1944': { framerate: [1, 15], bitrate: [500, 6000] },
      '1080P': { framerate: [1, 30], bitrate: [500, 4000] },
    },
  },
  stream2: {
    H264: {
      VGA: { framerate: [1, 30], bitrate: [50, 2000] },
      '480X360': { framerate: [1, 30], bitrate: [50, 2000] },
    },
    H265: {
      VGA: { framerate: [1, 30], bitrate: [50, 2000] },
      '480X360': { framerate: [1, 30], bitrate: [50, 2000] },
    },
  },
};

const SIZES_OF_G: Modes[string] = {
  '3840X2160': { framerate: [1, 60], bitrate: [500, 16000] },
  '1080P': { framerate: [1, 60], bitrate: [500, 8000] },
};

/** Firmware G: more pictures a second, H265+, and a third stream (notes 16 and 17). */
const CAPABILITIES_OF_G: Capabilities = {
  stream1: { H264: SIZES_OF_G, H265: SIZES_OF_G, 'H265+': SIZES_OF_G },
  stream2: CAPABILITIES['stream2']!,
  stream3: CAPABILITIES['stream2']!,
};

export function capabilitiesOf({ isG }: Device): Capabilities {
  return isG ? CAPABILITIES_OF_G : CAPABILITIES;
}

/** Section 3.5.1: a tree of streams, modes and resolutions. */
export function capabilitiesTree(device: Device): string {
  return Object.entries(capabilitiesOf(device))
    .map(([stream, modes]) => {
      const inner = Object.entries(modes).map(([name, sizes]) =>
        element('encode_mode', { name }, resolutions(sizes)),
      );
      return element(stream, {}, inner.join('\n'));
    })
    .join('\n');
}

function resolutions(sizes: Modes[string]): string {
  return Object.entries(sizes)
    .map(([name, { framerate, bitrate }]) => {
      const ranges = [
        element('framerate_range', {}, framerate.join('-')),
        element('bitrate_range', {}, bitrate.join('-')),
      ];
      return element('resolution', { name }, ranges.join('\n'));
    })
    .join('\n');
}
