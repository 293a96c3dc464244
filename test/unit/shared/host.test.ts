import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { hostProblem, plainHost, type HostProblem, takeApart } from '../../../shared/host';

const GOOD = [
  'camera', 'camera.local', 'cam_1-a.example.org', 'camera.example.', 'a1', '1a', '1.2.3.4.example', 'x0x1f', 'xn--jrgen-kva.de',
  '127.0.0.1', '0.0.0.0', '255.255.255.255', ' 192.168.1.10 ', '::1', '[::1]', 'fe80::1', '::', '1::', '::ffff:1.2.3.4',
  '2001:db8::1:2', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4', '[2001:DB8::A]',
]; // prettier-ignore

const BAD: Record<string, HostProblem> = {
  '': 'missing', '  ': 'missing', '[]': 'missing',
  '127.8': 'number', '2130706440': 'number', '127.0.0.010': 'number', '0x7f.1': 'number', '0x7f000001': 'number',
  '0177.0.0.1': 'number', '127.0.0.1.': 'number', '127.1': 'number', '1.2.3.256': 'number', '1.2.3.4.5': 'number',
  'camera.1': 'number', 'camera.0x1F': 'number', '0x': 'number', '017700000001': 'number', '1.2.3.': 'number',
  'fe80::1%eth0': 'zone', '[fe80::1%25eth0]': 'zone', 'fe80::1%': 'zone',
  'http://camera': 'not-alone', 'camera:80': 'not-alone', 'camera/x': 'not-alone', 'a@camera': 'not-alone',
  'camera..local': 'not-alone', '-camera': 'not-alone', 'camera-': 'not-alone', 'kamera.ö': 'not-alone',
  '１２７.0.0.1': 'not-alone', '127。0。0。1': 'not-alone', '%31': 'not-alone', 'a b': 'not-alone', 'a\nb': 'not-alone', '.': 'not-alone',
  '::1::': 'not-alone', '1:2:3': 'not-alone', ':::': 'not-alone', '1:2:3:4:5:6:7:8:9': 'not-alone', '[::1': 'not-alone',
}; // prettier-ignore

describe('a host', () => {
  it('is a name, an IPv4 address of four decimal parts, or an IPv6 address', () => {
    for (const host of GOOD) assert.equal(hostProblem(host), undefined, host);
    assert.equal(hostProblem('a'.repeat(64)), 'not-alone');
    assert.equal(hostProblem(Array.from({ length: 64 }, () => 'abc').join('.')), 'not-alone');
  });

  it('is refused where a URL would make another of it', () => {
    for (const [host, problem] of Object.entries(BAD)) assert.equal(hostProblem(host), problem, host);
  });

  it('is an address exactly where Node.js takes it for one', () => {
    const part = fc.constantFrom(
      '0',
      '1',
      '01',
      '9',
      '99',
      '255',
      '256',
      'a',
      'ffff',
      'fffff',
      '',
      '1.2.3.4',
      '1.2.3',
    );
    const address = fc
      .array(part, { minLength: 1, maxLength: 9 })
      .chain((parts) =>
        fc.constantFrom(parts.join(':'), parts.join('.'), parts.join('::'), `::${parts.join(':')}`),
      );
    fc.assert(
      fc.property(address, (text) => {
        const isAddress = hostProblem(text) === undefined && /[:.]/.test(text) && /^[\d.]+$|:/.test(text);
        assert.equal(isAddress, isIP(text) > 0, text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('goes into a URL unchanged', () => {
    for (const host of GOOD) {
      const plain = plainHost(host);
      const { hostname } = new URL(`http://${plain.includes(':') ? `[${plain}]` : plain}:81/`);
      if (!plain.includes(':')) assert.equal(hostname, plain.toLowerCase());
    }
  });
});

describe('an address that is pasted whole', () => {
  const parts = (text: string) => {
    const taken = takeApart(text);
    return taken && [taken.protocol, taken.host, taken.port, taken.username, taken.password];
  };

  it('is taken apart', () => {
    assert.deepEqual(parts('http://192.168.1.10:8080/doc/page'), ['http', '192.168.1.10', '8080', '', '']);
    assert.deepEqual(parts(' https://gate.lan '), ['https', 'gate.lan', '', '', '']);
    assert.deepEqual(parts('192.168.1.10:8080'), ['http', '192.168.1.10', '8080', '', '']);
    assert.deepEqual(parts('http://a:b%2F@10.0.0.1/'), ['http', '10.0.0.1', '', 'a', 'b/']);
    assert.deepEqual(parts('http://[fe80::1]:81/'), ['http', 'fe80::1', '81', '', '']);
  });

  it('is left alone if it is no address', () => {
    for (const text of ['gate', '192.168.1.10', '${HOST}', 'http://', 'http:/gate', 'a b:80', 'fe80::1'])
      assert.equal(takeApart(text), undefined, text);
  });
});
