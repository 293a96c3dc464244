import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { CameraError, closed, type Mask } from '../../../../camera/core/errors';
import { outside } from '../../../../camera/core/outside-text';

const hiding = (secret: string): Mask => ({
  redact: (text) => text.replaceAll(secret, '***'),
  redactOurs: (text) => text,
});

describe('an error of the client', () => {
  it('says where it happened, what was wrong and what to do', () => {
    const error = new CameraError('UNREACHABLE', 'nothing listens here').at('Gate: relay');
    assert.equal(
      error.message,
      'Gate: relay: nothing listens here. Check that the camera is on and that its address and port are right.',
    );
    assert.equal(error.detail, 'nothing listens here');
    assert.equal(error.name, 'CameraError');
    assert.ok(error instanceof Error);
  });

  it('has a reason only if the camera gave one', () => {
    assert.equal(new CameraError('TIMEOUT', 'late').reason, undefined);
    assert.equal(new CameraError('CAMERA_FAULT', 'no', { reason: '' }).reason, '');
  });

  it('holds no secret once it says where it happened', () => {
    const refused = `refused: ${outside('hush')}`;
    const error = new CameraError('CAMERA_FAULT', refused, { reason: 'hush' }).at('Gate', hiding('hush'));
    assert.equal(error.reason, '***');
    assert.equal(error.message, 'Gate: refused: ***');
    assert.equal(error.code, 'CAMERA_FAULT');
    assert.doesNotMatch(inspect(error, { depth: 9 }) + JSON.stringify(error), /hush/);
  });

  it('keeps its own words, whatever the secret is, and loses its marks', () => {
    const error = new CameraError('CAMERA_FAULT', `the camera refused: ${outside('the')}`, { reason: 'the' });
    assert.equal(error.message, 'the camera refused: the');
    assert.equal(error.detail, 'the camera refused: the');
    assert.equal(error.at('Gate', hiding('the')).message, 'Gate: the camera refused: ***');
    const doubtful = error.adding('; perhaps', 'unknown').withDelivery('rejected');
    assert.equal(doubtful.at('Gate', hiding('the')).detail, 'the camera refused: ***; perhaps');
  });

  it('has no control character in it', () => {
    const words = 'a\x00b\x1b[2J\x7f\x9b\u202ec\u2066d\u2028e\tf\r\ng';
    const error = new CameraError('CAMERA_FAULT', outside(words), { reason: words }).at('Gate');
    assert.equal(error.reason, 'ab[2Jcd e f g');
    assert.equal(error.message, 'Gate: ab[2Jcd e f g');
  });

  it('is on one line, and not a long one, once it says where it happened', () => {
    const words = `a\n  b ${'c'.repeat(10_000)}`;
    const error = new CameraError('CAMERA_FAULT', `refused: ${words}`, { reason: words }).at('Gate');
    assert.match(error.reason!, /^a b c{196}$/);
    assert.match(error.message, /^Gate: refused: a b c{487}$/);
  });

  it('is masked before it is cut, so that no half of a secret is left', () => {
    for (let length = 180; length < 205; length += 1) {
      const words = `${'a'.repeat(length)} hush  hush`;
      const error = new CameraError('CAMERA_FAULT', outside(words), { reason: words }).at(
        'Gate',
        hiding('hush  hush'),
      );
      assert.doesNotMatch(error.message + error.reason!, /hu/);
    }
  });

  it('is told by its code', () => {
    assert.equal(CameraError.is(closed()), true);
    assert.equal(CameraError.is(closed(), 'CLOSED', 'STALE'), true);
    assert.equal(CameraError.is(closed(), 'STALE'), false);
    assert.equal(CameraError.is(new Error('CLOSED'), 'CLOSED'), false);
    assert.equal(CameraError.is(null), false);
  });

  it('says that the command may have been carried out where nobody knows', () => {
    const doubt = /may or may not have been carried out/;
    for (const code of ['TIMEOUT', 'CONNECTION_LOST'] as const) {
      assert.match(new CameraError(code, 'late').message, doubt);
      assert.doesNotMatch(new CameraError(code, 'late', { delivery: 'not-sent' }).message, doubt);
      assert.doesNotMatch(new CameraError(code, 'late', { delivery: 'accepted' }).message, doubt);
    }
    const refused = new CameraError('CAMERA_FAULT', 'no');
    assert.doesNotMatch(refused.message, doubt);
    assert.match(refused.withDelivery('unknown').at('Gate').message, doubt);
  });

  it('knows whether the command was surely not carried out', () => {
    for (const code of ['STALE', 'UNREACHABLE', 'CAMERA_FAULT', 'NOT_SUPPORTED'] as const) {
      const error = new CameraError(code, 'no');
      assert.equal(error.isNotDone, true, code);
      assert.equal(error.withDelivery('unknown').isNotDone, false, code);
    }
    for (const code of ['TIMEOUT', 'CONNECTION_LOST', 'BAD_RESPONSE', 'NOT_APPLIED'] as const) {
      const error = new CameraError(code, 'perhaps');
      assert.equal(error.isNotDone, false, code);
      assert.equal(error.withDelivery('not-sent').at('Gate').isNotDone, true, code);
    }
  });
});
