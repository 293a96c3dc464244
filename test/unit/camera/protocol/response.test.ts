import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SessionLost, readAnswer } from '../../../../camera/protocol/response';
import { commands } from '../../../../camera/commands/index';
import type { Command, Endpoint } from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { refusalOf } from '../../../support/refusal';
import { cpuMs } from '../../../support/cpu-time';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const { capabilities, info, model, relay, snapshot } = commands;

type Body = string | Buffer;

const readAs = (command: Command, exchange: Endpoint) => (status: number, body: Body) =>
  readAnswer(command, exchange, { status, body: Buffer.from(body as string) });

const readModel = readAs(model, model.read);
const readInfo = readAs(info, info.read);
const readRelay = readAs(relay, relay.read);
const readSnapshot = readAs(snapshot, snapshot.read);

const fault = (value: string, reason: string) =>
  `${HEAD}<fault>\n<value>${value}</value>\n<reason>${reason}</reason>\n</fault>\n`;

describe('the meaning of an answer', () => {
  it('is in the body, whatever the status says', () => {
    assert.deepEqual(readModel(200, `${HEAD}<model>MC200J6</model>`), { model: 'MC200J6' });
    for (const status of [200, 400, 403, 500]) {
      const error = refusalOf(() => readModel(status, fault('/cgi-bin/x', 'dhcp: 0 or 1')), 'CAMERA_FAULT');
      assert.equal(error.reason, 'dhcp: 0 or 1');
      assert.match(error.message, /^the camera refused: dhcp: 0 or 1/);
    }
  });

  it('is an unknown command for a 404, even if its fault echoes the URL with raw ampersands', () => {
    for (const body of [
      fault('/cgi-bin/x?uid=ff2e45cd&a=1&b="<c>"', 'unsupported command'),
      fault('/cgi-bin/x', ''),
      '<html><body>Not found</body></html>',
      'Not found',
      '',
    ]) {
      const error = refusalOf(() => readModel(404, body), 'NOT_SUPPORTED');
      assert.doesNotMatch(error.message, /ff2e45cd/);
    }
  });

  it('is a lost session where the camera does not know the uid', () => {
    for (const reason of ['uid error', 'error, parse uid', ' Invalid UID ']) {
      for (const status of [200, 400, 403, 404])
        assert.throws(() => readModel(status, fault('/cgi-bin/x', reason)), SessionLost);
    }
    assert.throws(
      () => readModel(400, fault('/x', 'parse uidValidTime')),
      (error) => !(error instanceof SessionLost),
    );
  });

  it('is a fault even without its end tag, but not before its reason is complete', () => {
    const whole = fault('/cgi-bin/getuid', 'error, parse username');
    const reasonEnds = whole.indexOf('</reason>') + '</reason>'.length;
    for (let length = 0; length < whole.length; length += 1) {
      const code = length < reasonEnds ? 'BAD_RESPONSE' : 'CAMERA_FAULT';
      refusalOf(() => readModel(400, whole.slice(0, length)), code);
    }
    refusalOf(() => readModel(200, '<fault></fault>'), 'CAMERA_FAULT');
  });

  it('is a locked account in a plain text, and only there', () => {
    for (const status of [200, 400, 403])
      refusalOf(() => readModel(status, 'The user is locked'), 'LOCKED_OUT');
    for (const words of ['The user is locked', 'sd card is locked', 'ptz is locked by another user'])
      assert.equal(refusalOf(() => readModel(400, fault('/x', words)), 'CAMERA_FAULT').reason, words);
    refusalOf(() => readModel(200, 'sd card is locked'), 'BAD_RESPONSE');
    refusalOf(() => readModel(200, 'The user is blocked'), 'BAD_RESPONSE');
    refusalOf(() => readModel(200, 'unlocked'), 'BAD_RESPONSE');
  });

  it('is nothing in a page, in plain text or in no body', () => {
    const bodies = [
      '', ' ', 'Welcome', '{"a":1}', '<html lang=en><body><br>', '<!DOCTYPE html><html></html>',
      `${HEAD}<!DOCTYPE html PUBLIC "-//W3C//DTD"><html/>`, '<HTML></HTML>', '<body>x</body>', '\ufeff<html/>',
    ]; // prettier-ignore
    for (const body of bodies) {
      for (const read of [readModel, readInfo, readRelay, readSnapshot]) {
        for (const status of [200, 204, 301, 400, 500, 503])
          refusalOf(() => read(status, body), 'BAD_RESPONSE');
        // Whether it is about the account, the log-in knows.
        for (const status of [401, 403]) refusalOf(() => read(status, body), 'CAMERA_FAULT');
        refusalOf(() => read(404, body), 'NOT_SUPPORTED');
      }
    }
  });

  it('is a refusal where a failure is no fault', () => {
    const body = `${HEAD}<RelayStatus>Get status(0) fail</RelayStatus>`;
    for (const status of [200, 400]) {
      const error = refusalOf(() => readRelay(status, body), 'CAMERA_FAULT');
      assert.equal(error.reason, 'Get status(0) fail');
    }
    refusalOf(() => readModel(400, '<model>MC200J6</model>'), 'CAMERA_FAULT');
  });

  it('is nothing where the root has another shape than the command', () => {
    refusalOf(() => readRelay(200, '<image brightness="1"/>'), 'BAD_RESPONSE');
    refusalOf(() => readInfo(200, '<keep_alive>true</keep_alive>'), 'BAD_RESPONSE');
    refusalOf(() => readInfo(200, '<image brightness="1"/>'), 'BAD_RESPONSE');
    refusalOf(() => readInfo(200, '<info/>'), 'BAD_RESPONSE');
    refusalOf(() => readInfo(302, '<info kernel="1"/>'), 'BAD_RESPONSE');
    refusalOf(() => readModel(200, '<div><p>Welcome</p></div>'), 'BAD_RESPONSE');
    refusalOf(() => readSnapshot(200, '<upload>OK</upload>'), 'BAD_RESPONSE');
    refusalOf(
      () => readAs(snapshot, snapshot.write)(200, Buffer.from([0xff, 0xd8, 0xff, 0xd9])),
      'BAD_RESPONSE',
    );
  });

  it('is a picture only if it is a complete one', () => {
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
    assert.deepEqual(readSnapshot(200, picture), { picture });
    for (let length = 0; length < picture.length; length += 1)
      refusalOf(() => readSnapshot(200, picture.subarray(0, length)), 'BAD_RESPONSE');
    refusalOf(() => readModel(200, picture), 'BAD_RESPONSE');
    refusalOf(() => readSnapshot(403, fault('/cgi-bin/snapshot', 'stream 0 or 1')), 'CAMERA_FAULT');
  });

  it('is a refusal where the camera could not take a picture', () => {
    for (const body of ['', '<html></html>']) refusalOf(() => readSnapshot(407, body), 'CAMERA_FAULT');
  });

  it('is read with NULs or white space behind the document', () => {
    for (const behind of ['\0', '\0\0', ' \0', '\n\0 '])
      assert.deepEqual(readModel(200, `${HEAD}<model>MC200J6</model>${behind}`), { model: 'MC200J6' });
    refusalOf(() => readModel(200, '<model>MC200J6</model>\0<model/>'), 'BAD_RESPONSE');
  });

  it('has the types of the table, the capitals of the manual, and the rest under extra', () => {
    const body = '<Anything><Device Video=" 1" AUDIO="0" ptz="2" zoom="0-10"/></Anything>';
    assert.deepEqual(readAs(capabilities, capabilities.read)(200, body), {
      video: true,
      audio: false,
      extra: { ptz: '2', zoom: '0-10' },
    });
    assert.deepEqual(readInfo(200, '<info sn="00123" kernel="3.10" model=""/>'), {
      sn: '00123',
      kernel: '3.10',
      model: '',
    });
    assert.deepEqual(readRelay(200, '<RelayStatus> set status=1</RelayStatus>'), { status: 1 });
  });

  it('never loses an attribute', () => {
    const name = fc.oneof(
      fc.constantFrom('kernel', 'KERNEL', 'sn', 'model', 'mac_address', 'serial'),
      fc.stringMatching(/^[a-zA-Z_][\w.-]{0,6}$/).filter((word) => !word.startsWith('__')),
    );
    const value = fc
      .string({ unit: fc.constantFrom(...'ab c01é漢.:-'), minLength: 1 })
      .filter((v) => v.trim() !== '');
    const attributes = fc.uniqueArray(fc.tuple(name, value), {
      selector: ([called]) => called,
      maxLength: 8,
    });
    fc.assert(
      fc.property(attributes, attributes, (own, nested) => {
        const written = (pairs: [string, string][]) =>
          pairs.map(([called, text]) => ` ${called}="${text}"`).join('');
        const body = `<info sn="1"${written(own.filter(([n]) => n !== 'sn'))}><a${written(nested)}/></info>`;
        let result: Record<string, unknown>;
        try {
          result = readInfo(200, body);
        } catch (error) {
          // Names such as `constructor` are refused; nothing is lost silently.
          assert.ok(CameraError.is(error, 'BAD_RESPONSE'), String(error));
          return;
        }
        const { extra = {}, ...known } = result as { extra?: Record<string, string> };
        const found = [...Object.values(known), ...Object.values(extra)].join('\n');
        for (const [called, text] of [...own.filter(([n]) => n !== 'sn'), ...nested])
          assert.ok(found.includes(text), `${called}="${text}" in ${body}: ${JSON.stringify(result)}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('is a result or a CameraError, whatever the bytes', () => {
    const piece = fc.constantFrom(
      HEAD, '<fault>', '<value>', '</value>', '<reason>', '</reason>', '</fault>', 'uid error', '<info', ' sn="1"',
      '/>', '>', '</info>', '&', '"', '<', '<!--', '-->', '<![CDATA[', ']]>', 'locked', '<html>', '\xff\xd8', '\0',
      ' __proto__="1"', '<a>', '</a>', 'status=1', '&#0;', '&#x110000;', '\n',
    ); // prettier-ignore
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
    );
    const rows = Object.values<Command>(commands).flatMap((command) =>
      [command.read, command.write].flatMap((exchange) => (exchange ? [[command, exchange] as const] : [])),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.constantFrom(200, 302, 400, 401, 404, 500),
        body,
        (row, status, bytes) => {
          try {
            assert.equal(typeof readAs(...row)(status, bytes as Buffer), 'object');
          } catch (error) {
            assert.ok(CameraError.is(error), String(error));
          }
        },
      ),
      { numRuns: 5000 },
    );
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('is found quickly, however long the answer', function () {
    this.timeout(60_000);
    for (const begin of [
      '',
      '<fault>',
      '<RelayStatus>',
      '<info a="',
      '<fault><reason>',
      `${HEAD}<fault `,
      '<r>status',
    ]) {
      for (const text of [
        '<reason>',
        '</fault> ',
        ' ',
        'a',
        '1',
        'a=',
        '= ',
        'status ',
        'a:',
        '\n',
        '<a/>',
        '?>',
      ]) {
        const body = begin + text.repeat(100_000 / text.length);
        for (const read of [readModel, readInfo, readRelay, readSnapshot]) {
          const reading = () => {
            try {
              read(200, `${body}</RelayStatus>`);
            } catch (error) {
              assert.ok(CameraError.is(error), String(error));
            }
          };
          assert.ok(cpuMs(reading) < 2_000, `${begin}${text}…`);
        }
      }
    }
  });
});
