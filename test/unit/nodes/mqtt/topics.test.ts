import assert from 'node:assert/strict';
import { assignSlugs, SiteTopics, slug } from '../../../../nodes/mqtt/topics';

describe('names in MQTT topics', () => {
  it('are in lower case, without accents, and with everything else as an underscore', () => {
    const cases: Record<string, string> = {
      Gate: 'gate',
      'Front door': 'front_door',
      Müllraum: 'mullraum',
      'Zürich-Ost_2': 'zurich-ost_2',
      'İstanbul Çıkış': 'istanbul_c_k_s',
      'a/b': 'a_b',
      '+': '_',
      '#': '_',
      $SYS: '_sys',
      大门: '__',
      한: '_',
      '😀': '_',
      '192.168.1.5': '192_168_1_5',
      'x\u0000y': 'x_y',
      '': '_',
      '\u0301': '_',
    };
    for (const [name, expected] of Object.entries(cases)) assert.equal(slug(name), expected, name);
  });

  it('get a suffix when they come out like those of a lower node id, whatever the order', () => {
    const cameras = [
      { id: 'c', name: 'GATE' },
      { id: 'a', name: 'Gate' },
      { id: 'b', name: 'gate' },
      { id: 'd', name: 'Garden' },
    ];
    for (const order of [cameras, [...cameras].reverse()]) {
      const { byId, renamed } = assignSlugs(order);
      assert.deepEqual(Object.fromEntries(byId), { a: 'gate', b: 'gate_2', c: 'gate_3', d: 'garden' });
      assert.deepEqual(renamed, [
        { name: 'gate', slug: 'gate_2' },
        { name: 'GATE', slug: 'gate_3' },
      ]);
    }
  });

  it('leave a name alone that looks like one with a suffix', () => {
    const { byId } = assignSlugs([
      { id: 'a', name: 'Gate' },
      { id: 'b', name: 'gate' },
      { id: 'c', name: 'Gate 2' },
    ]);
    assert.deepEqual(Object.fromEntries(byId), { a: 'gate', b: 'gate_3', c: 'gate_2' });
  });
});

describe('the topics of a site', () => {
  const topics = new SiteTopics('Werk Süd', 'homeassistant');

  it('are those of the contract', () => {
    assert.equal(topics.bridgeState, 'anjvision/werk_sud/bridge/state');
    assert.equal(topics.availability('gate'), 'anjvision/werk_sud/gate/availability');
    assert.equal(topics.state('gate', 'relay'), 'anjvision/werk_sud/gate/state/relay');
    assert.equal(topics.event('gate'), 'anjvision/werk_sud/gate/event');
    assert.equal(topics.snapshot('gate'), 'anjvision/werk_sud/gate/snapshot');
    assert.equal(topics.answer('gate', 'relay'), 'anjvision/werk_sud/gate/done/relay');
    assert.equal(topics.config('anjvision_0a'), 'homeassistant/device/anjvision_0a/config');
    assert.equal(topics.birth, 'homeassistant/status');
  });

  it('announce nothing without a discovery prefix', () => {
    const quiet = new SiteTopics('home', '');
    assert.equal(quiet.config('anjvision_0a'), undefined);
    assert.equal(quiet.birth, undefined);
  });

  it('tell a command from everything else', () => {
    assert.deepEqual(topics.parseCommand('anjvision/werk_sud/gate/do/relay'), {
      camera: 'gate',
      command: 'relay',
    });
    const others = [
      'anjvision/home/gate/do/relay',
      'other/werk_sud/gate/do/relay',
      'anjvision/werk_sud/gate/done/relay',
      'anjvision/werk_sud/gate/do/relay/more',
      'anjvision/werk_sud/gate/do/',
      'anjvision/werk_sud//do/relay',
      'anjvision/werk_sud/+/do/relay',
      'anjvision/werk_sud/#/do/relay',
      'anjvision/werk_sud/gate\u0000/do/relay',
      '',
    ];
    for (const topic of others) assert.equal(topics.parseCommand(topic), undefined, topic);
  });

  it('let no answer go where commands, states or announcements are', () => {
    for (const topic of ['answers/7', 'anjvision/control/answers', 'anjvision/werk_sud/gate/done/relay'])
      assert.ok(topics.mayAnswerAt(topic), topic);
    const kept = [
      'anjvision/werk_sud/gate/do/relay',
      'anjvision/other/gate/do/relay',
      'anjvision/werk_sud/gate/state/relay',
      'anjvision/werk_sud/gate/availability',
      'anjvision/werk_sud/gate/event',
      'anjvision/werk_sud/gate/snapshot',
      'anjvision/werk_sud/bridge/state',
      'homeassistant/status',
      'homeassistant/device/anjvision_0a/config',
      '$SYS/x',
      'a/+/b',
      '#',
      '',
    ];
    for (const topic of kept) assert.ok(!topics.mayAnswerAt(topic), topic);
  });
});
