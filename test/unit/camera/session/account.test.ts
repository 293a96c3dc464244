import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { checkAccount, type RawAccount } from '../../../../camera/session/account';
import { Bench } from '../../../support/bench';
import { refusalOf } from '../../../support/refusal';

const TYPED: RawAccount = { host: 'gate.example', username: 'admin', password: '123456' };

describe('the account of a camera', () => {
  const refused = (wrong: RawAccount) =>
    refusalOf(() => checkAccount({ ...TYPED, ...wrong }), 'INVALID_INPUT').detail;

  it('needs a password', () => {
    for (const password of ['', undefined]) assert.match(refused({ password }), /^the password is missing$/);
  });

  it('takes no password that ends in a line break, and does not show it', () => {
    for (const password of ['hush\n', 'hush\r\n', 'hu\tsh', '\0hush', 'hush\x7f']) {
      const detail = refused({ password });
      assert.match(detail, /^"password" must be text, without control characters/);
      assert.doesNotMatch(detail, /hu/);
    }
  });

  it('takes any other password, in any language', () => {
    for (const password of ['é&+% "<é', '漢字 😀', 'username=x&uid=1', ' '])
      assert.equal(checkAccount({ ...TYPED, password }).password, password);
  });

  it('takes no user name that cannot be sent', () => {
    for (const username of ['Jürgen', 'a b', 'a&b', 'a#b', 'a\n'])
      assert.match(refused({ username }), /^"username" must be text/);
  });

  it('takes no host that a URL would read as another', () => {
    for (const host of ['127.8', '2130706440', '127.0.0.010', '0x7f.1'])
      assert.match(
        refused({ host }),
        /^the host must be a name, or an IPv4 address of four decimal parts, not "/,
      );
    assert.match(refused({ host: 'fe80::1%eth0' }), /without a zone/);
    assert.match(refused({ host: 'hush:hush@gate' }), /not "\*\*\*@gate"$/);
    assert.equal(checkAccount({ ...TYPED, host: ' [::1] ' }).address.host, '::1');
  });
});

describe('a password that is longer than 63 characters as it is sent', () => {
  const bench = new Bench();
  afterEach(() => bench.putAway());

  /** As the log-in sends it. */
  async function sent(password: string): Promise<string> {
    const { camera, client } = await bench.pair({ password, style: 'firmware-g' });
    await client.read('model');
    return /password=(.*)$/.exec(camera.requests[0]!.query)![1]!;
  }

  it('goes out as its MD5', async () => {
    for (const password of ['ü'.repeat(12), 'x'.repeat(64), '%'.repeat(22)])
      assert.equal(await sent(password), createHash('md5').update(password).digest('hex'));
  });

  it('goes out as it is where it just fits', async () => {
    assert.equal(await sent('x'.repeat(63)), 'x'.repeat(63));
    assert.equal(await sent('%'.repeat(21)), '%25'.repeat(21));
  });
});
