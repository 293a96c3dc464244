import type { Camera } from '../../device/camera';
import type { InputOf } from '../../commands/types';
import { outside } from '../../core/outside-text';
import type { CommandHandler } from './handler';

/** A camera that was set shows the time that was sent, but for what the way takes. */
const TOLERANCE_MS = 120_000;

/** Some firmware checks a date and keeps its own clock; only what it shows afterwards tells (field note 25). */
export const time: CommandHandler = {
  write(camera, input, options) {
    if (input.year === undefined) return camera.write('time', input, options);
    return camera.dispatcher.section('time', options, async (inside) => {
      const answer = await camera.write('time', input, inside);
      if (isSet(input, answer.current_time)) return answer;
      // The answer may be older than the change.
      const { current_time } = await camera.read('time', {}, inside);
      if (current_time === undefined || isSet(input, current_time)) return { ...answer, current_time };
      throw keptItsOwn(camera, current_time);
    });
  },
};

function isSet({ year, month, day, hour, min, sec }: InputOf<'time'>, shown: string | undefined): boolean {
  const [, ...parts] = /^\s*(\d{4})\D(\d\d?)\D(\d\d?)\D+(\d\d?)\D(\d\d?)\D(\d\d?)/.exec(shown ?? '') ?? [];
  const [y, mo, d, h, mi, s] = parts.map(Number) as [number, number, number, number, number, number];
  const difference = Date.UTC(y, mo - 1, d, h, mi, s) - Date.UTC(year!, month! - 1, day, hour, min, sec);
  return Math.abs(difference) <= TOLERANCE_MS;
}

function keptItsOwn(camera: Camera, shown: string) {
  const detail = `the camera accepted it, but its clock shows ${outside(shown)}: it does not take a date; have it set by NTP`;
  return camera.dispatcher.problem('time', 'NOT_APPLIED', detail);
}
