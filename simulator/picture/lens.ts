import type { Position } from '../ptz';
import type { Settings } from '../state';
import { WIDTH } from './brush';

/** What lens and image settings do to the picture; 1 changes nothing, and 0 blur is sharp. */
export interface Lens {
  /** In the picture's units. */
  blur: number;
  brightness: number;
  contrast: number;
  saturation: number;
}

/** Where the lens shows things sharp and lets in the right amount of light. */
const MIDDLE = 50;
const BLUR_PER_STEP = 0.3;
/** Steps of the iris that double the light. */
const DOUBLING = 25;
const NEUTRAL = 128;

export function lensOf({ focus, iris, zoom }: Position, image: Settings): Lens {
  const level = (name: string): number => Number(image[name] ?? NEUTRAL) / NEUTRAL;
  const exposure = 2 ** ((iris - MIDDLE) / DOUBLING);
  return {
    // A long lens has less depth of field.
    blur: Math.abs(focus - MIDDLE) * BLUR_PER_STEP * Math.sqrt(zoom),
    brightness: exposure * (0.3 + 0.7 * level('brightness')),
    contrast: 0.4 + 0.6 * level('contrast'),
    saturation: level('saturation'),
  };
}

/** As a canvas' filter, or undefined where it would change nothing. */
export function filterOf(
  { blur, brightness, contrast, saturation }: Lens,
  width: number,
): string | undefined {
  const parts: string[] = [];
  if (blur > 0) parts.push(`blur(${((blur * width) / WIDTH).toFixed(2)}px)`);
  for (const [name, value] of Object.entries({ brightness, contrast, saturate: saturation })) {
    if (value !== 1) parts.push(`${name}(${value.toFixed(3)})`);
  }
  return parts.length > 0 ? parts.join(' ') : undefined;
}
