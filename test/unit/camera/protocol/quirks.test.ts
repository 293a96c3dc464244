import assert from 'node:assert/strict';
import { commands } from '../../../../camera/commands/index';
import { fromCamera, toCamera } from '../../../../camera/protocol/quirks';

const { ircut, led } = commands;
const sent = (pairs: Record<string, string>) => new Map(Object.entries(pairs));

describe('what a camera means the other way round', () => {
  it('is sent and read as the manual means it, unless the camera is said to differ', () => {
    const wire = sent({ ledstatus: '1', ledmode: '2' });
    assert.equal(toCamera(led, wire, {}), wire);
    assert.equal(toCamera(led, wire, { dayNightInverted: true }), wire);
    assert.deepEqual(fromCamera(led, { ledmode: 2 }, {}), { ledmode: 2 });
  });

  it('is turned round on the way to the camera and on the way back', () => {
    const quirks = { lampsSwapped: true, dayNightInverted: true };
    for (const [infrared, white] of [[1, 2], [2, 1]] as const) {
      const wire = toCamera(led, sent({ brightness: '50', ledmode: String(infrared) }), quirks);
      assert.deepEqual(Object.fromEntries(wire), { brightness: '50', ledmode: String(white) });
      assert.deepEqual(fromCamera(led, { ledmode: white, brightness: 50 }, quirks), { ledmode: infrared, brightness: 50 });
    } // prettier-ignore
    for (const [time, other] of [['day', 'night'], ['night', 'day']] as const) {
      const wire = toCamera(ircut, sent({ ircutmode: '3', time }), quirks);
      assert.deepEqual(Object.fromEntries(wire), { ircutmode: '3', time: other });
      assert.deepEqual(fromCamera(ircut, { ircutmode: 3, time: other }, quirks), { ircutmode: 3, time });
    } // prettier-ignore
  });

  it('leaves alone what is not there, and what is neither of the two', () => {
    const quirks = { lampsSwapped: true, dayNightInverted: true };
    const wire = sent({ ledstatus: '0' });
    assert.equal(toCamera(led, wire, quirks), wire);
    assert.deepEqual(fromCamera(led, { ledmode: 3 }, quirks), { ledmode: 3 });
    assert.deepEqual(fromCamera(ircut, { ircutmode: 3 }, quirks), { ircutmode: 3 });
  });
});
