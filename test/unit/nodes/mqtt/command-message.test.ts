import assert from 'node:assert/strict';
import { Refusal } from '../../../../nodes/mqtt/answer';
import { correlationId, PAYLOAD_LIMIT_BYTES, readContent } from '../../../../nodes/mqtt/command-message';
import { assertFresh } from '../../../../nodes/mqtt/freshness';

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('the payload of a command from a broker', () => {
  it('is JSON or a bare word, as text, as bytes, or parsed already', () => {
    const cases: [unknown, unknown][] = [
      ['open', 'open'],
      [' "open" ', 'open'],
      ['true', true],
      ['1', 1],
      [Buffer.from('{"action":"pulse"}'), { action: 'pulse' }],
      [{ action: 'pulse' }, { action: 'pulse' }],
      [false, false],
      [0, 0],
      ['[1]', [1]],
    ];
    for (const [payload, expected] of cases) assert.deepEqual(readContent(payload).payload, expected);
  });

  it('may bear when it was sent and an identity, which the node does not see', () => {
    assert.deepEqual(readContent('{"action":"pulse","at":5,"id":"x"}'), {
      payload: { action: 'pulse' },
      at: 5,
      id: 'x',
    });
    assert.equal(readContent({ id: 7 }).id, 7);
  });

  it('is refused when it is empty, broken, no text, or too long', () => {
    const wrong: unknown[] = [
      '',
      ' ',
      Buffer.alloc(0),
      undefined,
      null,
      'null',
      '{"action":',
      '"open',
      '[1,',
      Buffer.from([0xff, 0xfe, 0x00]),
      '['.repeat(30_000) + ']'.repeat(30_000),
      'x'.repeat(PAYLOAD_LIMIT_BYTES + 1),
      Buffer.alloc(5_000_000, 'x'),
      { action: 'x'.repeat(PAYLOAD_LIMIT_BYTES) },
      { at: 'now' },
      { at: null },
      { at: NaN },
      { id: '' },
      { id: {} },
      { id: 'x'.repeat(129) },
      { id: true },
    ];
    for (const payload of wrong)
      assert.throws(() => readContent(payload), refusal('INVALID_INPUT'), String(payload).slice(0, 40));
  });

  it('keeps hostile names as they are, for the node to refuse', () => {
    const { payload } = readContent('{"__proto__":{"action":"open"},"at":1}');
    assert.deepEqual(Object.keys(payload as object), ['__proto__']);
    assert.equal((payload as { action?: string }).action, undefined);
  });

  it('of a firmware image stays as it is', () => {
    const image = Buffer.alloc(5_000_000, 255);
    assert.equal(readContent(image, true).payload, image);
  });
});

describe('the correlation data of a command', () => {
  it('is its identity, as text where it is text', () => {
    assert.equal(correlationId(Buffer.from('call-7')), 'call-7');
    assert.equal(correlationId(Buffer.from([0xff, 1])), '/wE=');
    assert.equal(correlationId(undefined), undefined);
    assert.equal(correlationId(Buffer.alloc(0)), undefined);
    assert.throws(() => correlationId(Buffer.alloc(300, 'x')), refusal('INVALID_INPUT'));
  });
});

describe('a command that acts', () => {
  const now = 1_800_000_000_000;

  it('is fresh within 10 s of now on either side, or while its message expires that soon', () => {
    for (const at of [now, now - 10_000, now + 10_000]) assertFresh(at, undefined, now);
    for (const expiry of [0, 1, 10]) assertFresh(undefined, expiry, now);
  });

  it('is stale otherwise, and its answer says by how much', () => {
    assert.throws(() => assertFresh(now - 11_000, undefined, now), /11 s ago/);
    assert.throws(() => assertFresh(now + 11_000, undefined, now), /11 s ahead/);
    assert.throws(() => assertFresh(now / 1000, undefined, now), refusal('STALE'));
    for (const expiry of [undefined, 11, '5', NaN, null])
      assert.throws(() => assertFresh(undefined, expiry, now), refusal('STALE'));
  });

  it('is stale when it had to wait here for too long', () => {
    assertFresh(undefined, 5, now + 10_000, now);
    assert.throws(() => assertFresh(undefined, 5, now + 10_001, now), refusal('STALE'));
    assert.throws(() => assertFresh(now, undefined, now + 10_001, now), refusal('STALE'));
  });

  it('is stale when its own time says so, however soon its message expires', () => {
    assert.throws(() => assertFresh(now - 60_000, 5, now), refusal('STALE'));
  });
});
