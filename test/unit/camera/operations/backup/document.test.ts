import assert from 'node:assert/strict';
import {
  parseDocument,
  saveBackup,
  savableCommands,
  type BackupDocument,
} from '../../../../../camera/operations/backup';
import { namedCommands, savedByDefault } from '../../../../../camera/operations/backup';
import { commands, type CommandName } from '../../../../../camera/commands';
import type { Command } from '../../../../../camera/commands/schema';
import { Bench } from '../../../../support/bench';
import { refusalOf } from '../../../../support/refusal';

describe('the document of a backup', () => {
  let bench: Bench;
  let good: BackupDocument;

  beforeEach(async () => {
    bench = new Bench();
    const { client } = await bench.pair({ style: 'field' });
    good = await saveBackup(client, { commands: savableCommands });
  });
  afterEach(() => bench.putAway());

  it('is taken as an object, as JSON text, with a byte order mark, and as a Buffer', () => {
    const text = JSON.stringify(good, null, 2);
    for (const payload of [good, text, `\uFEFF${text}`, Buffer.from(text)])
      assert.deepEqual(parseDocument(payload), good);
  });

  /** The document with something done to a copy of it. */
  const changed = (change: (document: Record<string, never>) => void) => {
    const document = structuredClone(good) as unknown as Record<string, never>;
    change(document);
    return document;
  };
  const settings = (change: (all: Record<string, Record<string, unknown>>) => void) =>
    changed((document) => change(document['settings']!));

  const WRONG: Record<string, () => unknown> = {
    nothing: () => undefined,
    'a number': () => 1,
    'a list': () => [good],
    'another format': () => ({ ...good, format: 2 }),
    'no format': () => changed((document) => delete document['format']),
    'the format as text': () => ({ ...good, format: '1' }),
    'an unknown key': () => ({ ...good, more: 1 }),
    'no settings': () => changed((document) => delete document['settings']),
    'no model': () => changed((document) => delete document['model']),
    'a date that is none': () => ({ ...good, savedAt: 'yesterday' }),
    'text that is no JSON': () => '{ "format": 1,',
    'half of the document': () => JSON.stringify(good).slice(0, -5),
    'an unknown command': () => settings((all) => (all['selfDestruct'] = {})),
    'a command that no backup holds': () => settings((all) => (all['relay'] = { status: 1 })),
    'an unknown parameter': () => settings((all) => (all['image']!['beauty'] = 1)),
    'a parameter that is only read': () => settings((all) => (all['network']!['macaddr'] = 'x')),
    'a value of another kind': () => settings((all) => (all['image']!['brightness'] = '128')),
    'a value out of range': () => settings((all) => (all['image']!['brightness'] = 9999)),
    'an object as a value': () => settings((all) => (all['osd']!['title_utf8'] = { toString: () => 'x' })),
    'a title of a megabyte': () => settings((all) => (all['osd']!['title_utf8'] = 'x'.repeat(500_000))),
    'a group that is none': () => settings((all) => (all['video']!['stream1'] = 1)),
    'an unknown title': () =>
      settings((all) => ((all['userOsd']!['title'] as Record<string, unknown>)['9'] = {})),
    'an area of no grid': () => settings((all) => (all['motion']!['area'] = ['10', '1'])),
    'an account without a name': () => settings((all) => (all['users'] = { users: [{ privilege: 'User' }] })),
    'a password of an account': () =>
      settings((all) => (all['users'] = { users: [{ name: 'a', newpasswd: 'b' }] })),
    'ten thousand accounts': () =>
      settings((all) => (all['users'] = { users: Array.from({ length: 10_000 }, () => ({ name: 'a' })) })),
    'a key __proto__': () => JSON.stringify(good).replace('"settings":{', '"settings":{"__proto__":{"x":1},'),
    'a parameter __proto__': () => JSON.stringify(good).replace('"image":{', '"image":{"__proto__":{"x":1},'),
    'a megabyte of text': () => ' '.repeat(1_000_001),
    'a code that is none': () => ({ ...good, skipped: { osd: 'because' } }),
  };
  for (const [what, payload] of Object.entries(WRONG)) {
    it(`is refused with ${what}`, () => {
      const { message } = refusalOf(() => parseDocument(payload()), 'INVALID_INPUT');
      assert.ok(message.length < 600, message);
      assert.equal(({} as Record<string, unknown>)['x'], undefined);
    });
  }
});

describe('the commands of a backup', () => {
  it('are those of the table that can be read and written', () => {
    for (const name of savableCommands) {
      const { read, write, internal }: Command = commands[name as CommandName];
      assert.ok(read && write && !internal, name);
    }
    const expected = [
      'time',
      'video',
      'videoProfile',
      'audio',
      'osd',
      'userOsd',
      'image',
      'ircut',
      'motion',
      'rtmp',
      'storage',
      'onvif',
    ];
    for (const name of expected) assert.ok(savedByDefault.includes(name), name);
    for (const name of [
      'relay',
      'ptz',
      'led',
      'alarm',
      'reboot',
      'uidValidTime',
      'webLogin',
      'raw',
      'info',
      'shutter',
    ])
      assert.ok(!savableCommands.includes(name), name);
    assert.deepEqual(savableCommands.slice(-3), ['users', 'ports', 'network']);
  });

  it('are the named ones in the order of restoring, or none', () => {
    for (const none of [undefined, null, '', []]) assert.equal(namedCommands(none), undefined);
    assert.deepEqual(namedCommands(['network', 'image', 'image']), ['image', 'network']);
  });

  it('are refused if they are none', () => {
    for (const wrong of ['image', { image: true }, ['relay'], ['image', 7], [undefined], ['selfDestruct']])
      refusalOf(() => namedCommands(wrong), 'INVALID_INPUT');
  });
});
