import assert from 'node:assert/strict';
import { AlarmStates } from '../../../../nodes/mqtt/alarm-states';
import { CameraStates, type Publication } from '../../../../nodes/mqtt/camera-states';
import { SiteTopics } from '../../../../nodes/mqtt/topics';

describe('the states of a camera on the broker', () => {
  let published: Publication[];
  let states: CameraStates;
  beforeEach(() => {
    published = [];
    const topics = new SiteTopics('home', 'homeassistant');
    states = new CameraStates(topics, 'gate', (message) => published.push(message));
  });
  const told = () =>
    published
      .splice(0)
      .map(({ topic, payload }) => `${topic.replace('anjvision/home/gate/', '')} ${String(payload)}`);

  it('are retained with QoS 1, and told on change only', () => {
    states.available(true);
    states.set('relay', { open: true });
    states.set('relay', { open: true });
    states.available(true);
    assert.ok(published.every(({ qos, retain }) => qos === 1 && retain));
    assert.deepEqual(told(), ['availability online', 'state/relay {"open":true}']);
    states.set('relay', { open: true }, true);
    assert.deepEqual(told(), ['state/relay {"open":true}']);
  });

  it('are all told again when asked for', () => {
    states.available(false);
    states.set('relay', { open: true });
    states.picture(Buffer.from('kept'), true);
    told();
    states.tellAll();
    assert.deepEqual(told(), ['availability offline', 'state/relay {"open":true}', 'snapshot kept']);
  });

  it('have a picture with QoS 0, which is kept only where that is wanted', () => {
    states.picture(Buffer.from('jpeg'), false);
    assert.deepEqual([published[0]!.qos, published[0]!.retain], [0, false]);
    told();
    states.tellAll();
    assert.deepEqual(told(), []);
  });

  it('have events that are never retained', () => {
    states.event({ event_type: 'motion', active: true });
    assert.deepEqual([published[0]!.qos, published[0]!.retain], [1, false]);
  });

  describe('of its alarms', () => {
    let alarms: AlarmStates;
    beforeEach(() => (alarms = new AlarmStates(states)));

    it('are unknown at first, whatever an earlier run has left there', () => {
      assert.deepEqual(
        told(),
        ['motion', 'input', 'person', 'vehicle'].map((topic) => `state/${topic} {"active":null}`),
      );
    });

    it('follow beginnings and ends, each of which is an event too', () => {
      told();
      alarms.tell({ topic: 'motion', active: true });
      alarms.tell({ topic: 'motion', active: false });
      assert.deepEqual(told(), [
        'state/motion {"active":true}',
        'event {"event_type":"motion","active":true}',
        'state/motion {"active":false}',
        'event {"event_type":"motion","active":false}',
      ]);
    });

    it('become unknown without an event', () => {
      alarms.tell({ topic: 'person', active: true });
      told();
      alarms.tell({ topic: 'person', active: null });
      assert.deepEqual(told(), ['state/person {"active":null}']);
    });

    it('of several inputs are one, which is active while any of them is', () => {
      alarms.tell({ topic: 'input', input: 1, active: true });
      alarms.tell({ topic: 'input', input: 2, active: true });
      alarms.tell({ topic: 'input', input: 1, active: false });
      const states = told().filter((line) => line.startsWith('state/input'));
      assert.equal(states.at(-1), 'state/input {"active":true,"input":1}');
      alarms.tell({ topic: 'input', input: 2, active: false });
      assert.equal(told()[0], 'state/input {"active":false,"input":2}');
    });

    it('of other kinds are events of their type', () => {
      told();
      alarms.tell({ topic: 'alarm', type: 'tripwire' });
      assert.deepEqual(told(), ['event {"event_type":"tripwire"}']);
    });
  });
});
