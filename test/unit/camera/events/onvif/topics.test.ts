import assert from 'node:assert/strict';
import { reportOf, type Item, type Notification } from '../../../../../camera/events/onvif/topics';

const items = (values: Record<string, string>): Item[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const report = (
  topic: string,
  data: Record<string, string>,
  source: Record<string, string> = {},
  operation: Notification['operation'] = 'Changed',
) => reportOf({ topic, operation, source: items(source), data: items(data) });

const MOTION = 'tns1:RuleEngine/CellMotionDetector/Motion';

describe('an ONVIF topic', () => {
  it('is known whatever its prefix and its ending are', () => {
    const expected = { topic: 'motion', active: true, origin: 'RuleEngine/CellMotionDetector/Motion' };
    for (const topic of [
      MOTION,
      'RuleEngine/CellMotionDetector/Motion',
      'x:RuleEngine/y:CellMotionDetector/Motion//.',
      ` ${MOTION}/ `,
      `${MOTION}.`,
    ])
      assert.deepEqual(report(topic, { IsMotion: 'true' }), expected, topic);
  });

  it('means motion, a person, a vehicle, or an input with its number', () => {
    const is = (topic: string, item: string, source = {}) => {
      const { origin: _, ...rest } = report(topic, { [item]: 'true' }, source)!;
      return rest;
    };
    assert.deepEqual(is('tns1:VideoSource/MotionAlarm', 'State'), { topic: 'motion', active: true });
    assert.deepEqual(is('tns1:RuleEngine/MotionRegionDetector/Motion', 'State'), {
      topic: 'motion',
      active: true,
    });
    assert.deepEqual(is('tns1:UserAlarm/IVA/HumanShapeDetect', 'State'), { topic: 'person', active: true });
    assert.deepEqual(is('tns1:UserAlarm/IVA/VehicleShapeDetect', 'State'), {
      topic: 'vehicle',
      active: true,
    });
    const input = { topic: 'input', input: 2, active: true };
    assert.deepEqual(is('tns1:Device/Trigger/DigitalInput', 'LogicalState', { InputToken: 'DI_2' }), input);
    assert.deepEqual(is('tnshik:Device/Trigger/AlarmIn', 'State', { AlarmInToken: 'AlarmIn_2' }), input);
    assert.deepEqual(is('tns1:Device/Trigger/DigitalInput', 'LogicalState'), {
      topic: 'input',
      active: true,
    });
  });

  it('says yes or no in many words', () => {
    for (const value of ['true', '1', 'active', 'TRUE', ' Active '])
      assert.equal(report(MOTION, { IsMotion: value })?.active, true, value);
    for (const value of ['false', '0', 'inactive', 'False'])
      assert.equal(report(MOTION, { IsMotion: value })?.active, false, value);
    for (const value of ['', 'maybe', '2'])
      assert.equal(report(MOTION, { IsMotion: value }), undefined, value);
  });

  it('takes the first item that says yes or no when it does not know its name', () => {
    assert.equal(report(MOTION, { Score: '87', IsVideoPd: 'true', Other: 'false' })?.active, true);
    assert.equal(report(MOTION, { Other: 'false', IsMotion: 'true' })?.active, true);
    assert.equal(report(MOTION, {}), undefined);
  });

  it('reports nothing of what is told at connecting', () => {
    assert.equal(report(MOTION, { IsMotion: 'true' }, {}, 'Initialized'), undefined);
    assert.equal(report(MOTION, { IsMotion: 'true' }, {}, undefined)?.active, true);
    assert.equal(report(MOTION, { IsMotion: 'true' }, {}, 'Deleted')?.active, false);
  });

  it('that is none of these is an alarm of a type, or unknown, with its words', () => {
    assert.deepEqual(report('tns1:Device/Trigger/Relay', { LogicalState: 'active' }, { RelayToken: 'R1' }), {
      topic: 'alarm',
      type: 'relay-output',
      active: true,
      text: 'Device/Trigger/Relay RelayToken=R1 LogicalState=active',
      origin: 'Device/Trigger/Relay RelayToken=R1',
    });
    assert.deepEqual(report('tns1:Monitoring/ProcessorUsage', { Value: '12.5' }), {
      topic: 'alarm',
      type: 'unknown',
      text: 'Monitoring/ProcessorUsage Value=12.5',
      origin: 'Monitoring/ProcessorUsage ',
    });
    assert.equal(report('', { State: 'true' }), undefined);
  });

  it('is understood in no time, however long it is', () => {
    report('/'.repeat(300) + 'x', { State: 'true' });
    report(MOTION, { IsMotion: ' '.repeat(300) });
  });
});
