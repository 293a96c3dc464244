import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Redactor } from '../../../../camera/session/redact';

const USER = 'admin';

const PASSWORDS = [
  'é&+% "<é',
  'p&a+s%s "w<é',
  '123456',
  'a b',
  "it's",
  '$^.*[](){}|\\/-?',
  '100%25',
  '漢字',
  '😀',
  '€20',
  '%41',
  '<>',
];

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const strict = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** The spellings in which a password travels, is echoed, or is printed. */
const SPELLINGS: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (secret) => encodeURIComponent(secret).toLowerCase(),
  'percent-encoded strictly': strict,
  'as the client sends it': (secret) => strict(secret).toUpperCase(),
  'percent-encoded as a URL': encodeURI,
  'percent-encoded byte by byte': (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&'),
  'as a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  'escaped for XML': (secret) => xml(secret).replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
  'escaped for HTML': (secret) => xml(secret).replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
  'escaped but for quotes': xml,
  'as JSON': (secret) => JSON.stringify(secret),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'as a token': (secret) => Buffer.from(`${USER}:${secret}`).toString('base64'),
  'as a token in Latin-1': (secret) => Buffer.from(`${USER}:${secret}`, 'latin1').toString('base64'),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
  'read as Latin-1': (secret) => Buffer.from(secret).toString('latin1'),
  'read as Western text': (secret) => new TextDecoder('windows-1252').decode(Buffer.from(secret)),
};

const redactorFor = (password: string) => new Redactor([password], [`${USER}:${password}`]);

describe('the mask over secrets', () => {
  for (const [how, spell] of Object.entries(SPELLINGS)) {
    it(`covers a password ${how}`, () => {
      for (const password of PASSWORDS) {
        const written = spell(password);
        for (const text of [
          written,
          `a ${written} b`,
          `x=${written}&y`,
          `"${written}"`,
          `${written}${written}`,
        ]) {
          const redacted = redactorFor(password).redact(text);
          assert.equal(redacted.includes(written), false, `${redacted} holds ${written}`);
          assert.match(redacted, /\*\*\*/);
        }
      }
    });
  }

  it('covers any password in any spelling', () => {
    const password = fc.string({ unit: 'grapheme', minLength: 3 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(password, fc.constantFrom(...Object.values(SPELLINGS)), (secret, spell) => {
        // A lone half of a character can be written in no URL.
        if (/\p{Surrogate}/u.test(secret)) return;
        const written = spell(secret);
        assert.equal(redactorFor(secret).redact(`<${written}>`).includes(written), false, written);
      }),
      { numRuns: 300 },
    );
  });

  it('covers what stands where a URL or a header carries a secret, known or not', () => {
    const nothing = new Redactor();
    assert.equal(nothing.redact('/cgi-bin/x?uid=ff2e45cd&a=1'), '/cgi-bin/x?uid=***&a=1');
    assert.equal(nothing.redact('?username=a&password=hush%20hush"'), '?username=a&password=***"');
    assert.equal(nothing.redact('UID=1 newpasswd=abc'), 'UID=*** newpasswd=***');
    assert.equal(nothing.redact('Authorization: Basic QWxpY2U6MTIzNDU2'), 'Authorization: Basic ***');
  });

  it('covers a password in which each character is written in another way', () => {
    const redactor = redactorFor('p&s "ß1');
    for (const written of [
      '%70&amp;s%20&quot;%C3%9F&#49;',
      'p&#x26;\\u0073+&#034;%DF1',
      'p%2526s %22Ã\u009f1',
    ])
      assert.equal(redactor.redact(`a ${written} b`), 'a *** b');
  });

  it('covers a password with control characters strewn in', () => {
    assert.equal(redactorFor('secret').redact('se\0cr\x1b\u202eet!'), '***!');
  });

  it('covers the MD5 of a password, in any capitals, and in base64', () => {
    const md5 = createHash('md5').update('hush hush').digest('hex');
    for (const written of [md5, md5.toUpperCase(), Buffer.from(md5).toString('base64')])
      assert.equal(redactorFor('hush hush').redact(`k=${written};`), 'k=***;');
  });

  it('covers a password of one letter only where it stands alone', () => {
    assert.equal(
      redactorFor('e').redact('the model "e", e. or %65 and E1'),
      'the model "***", ***. or *** and E1',
    );
  });

  it('does not cover what equals the user name as a whole, which is no secret', () => {
    const redactor = new Redactor(['admin'], ['admin:admin'], 'admin');
    assert.deepEqual([redactor.redact('Admin'), redactor.redact('no admin here')], ['Admin', 'no *** here']);
  });

  it('leaves the sentences of this package readable with any password, and covers what cannot be a part of them', () => {
    const sentence = 'the camera refused user name or password (no)';
    for (const secret of ['e', 'camera', 'refused', 'password', 'or password'])
      assert.equal(redactorFor(secret).redactOurs(sentence), sentence);
    assert.equal(redactorFor('p4ssw0rd!').redactOurs('it was p4ssw0rd!'), 'it was ***');
  });

  it('covers every uid', () => {
    const redactor = new Redactor(['ff2e45cd', '00123']);
    assert.equal(redactor.redact('session FF2E45CD, then 00123.'), 'session ***, then ***.');
  });

  it('covers the longer of two secrets whole', () => {
    assert.equal(new Redactor(['abc', 'abcdef']).redact('abcdef'), '***');
  });

  it('leaves everything else as it is', () => {
    const text = 'Gate: relay: the camera refused: status: 0 or 1';
    for (const secrets of [[], [undefined], ['']]) assert.equal(new Redactor(secrets).redact(text), text);
    assert.equal(redactorFor('hush').redact(text), text);
  });
});
