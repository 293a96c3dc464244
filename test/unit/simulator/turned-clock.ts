import type { Options } from '../../../simulator/index';
import { FakeClock } from '../../../tools/fake-clock';

/** A clock that a test turns, and the options that make a camera go by it. */
export function turnedClock(): { clock: FakeClock; options: Pick<Options, 'now' | 'later'> } {
  const clock = new FakeClock();
  const later: Options['later'] = (ms, action) => {
    const timer = clock.after(ms, action);
    return () => clock.cancel(timer);
  };
  return { clock, options: { now: () => clock.now(), later } };
}
