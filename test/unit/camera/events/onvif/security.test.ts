import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { HttpDigest, usernameToken } from '../../../../../camera/events/onvif/security';

const part = (xml: string, name: string) =>
  new RegExp(`<\\w+:${name}(?: [^>]*)?>([^<]*)<`).exec(xml)?.[1] ?? '';

describe('the proof of who asks', () => {
  it('is a digest of a fresh nonce, the time and the password', () => {
    const { xml, secrets } = usernameToken('a&b', 'pass', Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    assert.equal(part(xml, 'Username'), 'a&#38;b');
    assert.equal(part(xml, 'Created'), '2026-01-02T03:04:05Z');
    const nonce = Buffer.from(part(xml, 'Nonce'), 'base64');
    assert.equal(nonce.length, 16);
    const digest = createHash('sha1').update(nonce).update('2026-01-02T03:04:05Zpass').digest('base64');
    assert.equal(part(xml, 'Password'), digest);
    assert.deepEqual(secrets, [digest, part(xml, 'Nonce'), '2026-01-02T03:04:05Z']);
    assert.notEqual(
      part(usernameToken('a', 'b', 0).xml, 'Nonce'),
      part(usernameToken('a', 'b', 0).xml, 'Nonce'),
    );
  });

  it('answers the challenge of an HTTP server as RFC 7616 says', () => {
    const header =
      'Basic realm="x", Digest realm="happytimesoft", qop="auth,auth-int", nonce="n\'1", opaque="o", algorithm=MD5';
    const digest = HttpDigest.from(header)!;
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    for (const count of ['00000001', '00000002']) {
      const answer = digest.authorize('/onvif/x?y=1', 'admin', 'pass');
      const own = /cnonce="(\w+)"/.exec(answer)![1]!;
      const response = md5(
        `${md5('admin:happytimesoft:pass')}:n'1:${count}:${own}:auth:${md5('POST:/onvif/x?y=1')}`,
      );
      assert.ok(
        answer.startsWith('Digest username="admin", realm="happytimesoft", nonce="n\'1", uri="/onvif/x?y=1"'),
      );
      assert.ok(
        answer.includes(
          `response="${response}", qop=auth, nc=${count}, cnonce="${own}", algorithm=MD5, opaque="o"`,
        ),
        answer,
      );
    }
  });

  it('answers an old challenge without a quality of protection, and one with SHA-256', () => {
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const old = HttpDigest.from('Digest realm="r", nonce="n"')!.authorize('/', 'u', 'p');
    assert.equal(
      old,
      `Digest username="u", realm="r", nonce="n", uri="/", response="${md5(`${md5('u:r:p')}:n:${md5('POST:/')}`)}"`,
    );
    assert.match(
      HttpDigest.from('Digest realm="r", nonce="n", algorithm=SHA-256')!.authorize('/', 'u', 'p'),
      /response="\w{64}"/,
    );
  });

  it('is given to nobody who wants the password itself, or what is unknown', () => {
    for (const header of [
      undefined,
      '',
      'Basic realm="x"',
      'Digest realm="x"',
      'Digest nonce="n", algorithm=MD5-sess',
      'Digest nonce="n", qop="auth-int"',
    ])
      // prettier-ignore
      assert.equal(HttpDigest.from(header), undefined, header);
    HttpDigest.from(`Digest ${'a="'.repeat(100_000)}`);
    HttpDigest.from(`Digest ${'a'.repeat(100_000)}`);
  });
});
