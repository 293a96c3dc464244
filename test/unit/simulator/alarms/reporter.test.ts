import assert from 'node:assert/strict';
import { AlarmReporter, type Alarm } from '../../../../simulator/alarms/reporter';
import { turnedClock } from '../turned-clock';

describe('simulator: what is reported', () => {
  const begin = () => {
    const { clock, options } = turnedClock();
    const reporter = new AlarmReporter(options.now, options.later);
    const told: string[] = [];
    const words = ({ kind, active, input, repeated }: Alarm): string =>
      `${kind} ${input} ${active ? 'on' : 'off'}${repeated ? ' again' : ''}`;
    reporter.listen({ alarm: (alarm) => told.push(words(alarm)) });
    return { clock, reporter, told };
  };

  it('is told when it changes, and again every five seconds while it lasts', async () => {
    const { clock, reporter, told } = begin();
    reporter.input(true, 2);
    reporter.input(true, 2);
    await clock.advance(11_000);
    reporter.input(false, 2);
    await clock.advance(20_000);
    assert.deepEqual(told, ['input 2 on', 'input 2 on again', 'input 2 on again', 'input 2 off']);
    assert.equal(reporter.history.length, 2);
  });

  it('keeps inputs apart', () => {
    const { reporter } = begin();
    reporter.input(true, 1);
    reporter.input(true, 3);
    reporter.input(false, 1);
    assert.deepEqual(reporter.active, ['input 3']);
  });

  it('of an input triggered by hand is a beginning without an end', async () => {
    const { clock, reporter, told } = begin();
    reporter.triggerInput();
    reporter.triggerInput();
    await clock.advance(60_000);
    assert.deepEqual(told, ['input 1 on', 'input 1 on']);
  });

  it('is forgotten in a reboot without a word', async () => {
    const { clock, reporter, told } = begin();
    reporter.motion(true);
    reporter.reset();
    await clock.advance(60_000);
    assert.deepEqual(told, ['motion 1 on']);
    assert.equal(clock.pending, 0);
  });
});
