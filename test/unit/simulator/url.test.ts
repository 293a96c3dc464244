import assert from 'node:assert/strict';
import { findParameter } from '../../../simulator/url';

describe('simulator: a parameter in the URL text', () => {
  it('is found at the first place where its name occurs', () => {
    assert.equal(findParameter('/cgi-bin/motion?uid=1&enable=1', 'enable'), '1');
    assert.equal(
      findParameter('/cgi-bin/motion?uid=1&night_sensitivity=80&sensitivity=5', 'sensitivity'),
      '80',
    );
  });

  it('is hidden by an earlier longer name', () => {
    assert.equal(findParameter('/cgi-bin/motion?enable_nighttime=1&enable=0', 'enable'), undefined);
  });

  it('is hidden by an earlier value that contains its name', () => {
    assert.equal(findParameter('/cgi-bin/osd?title_utf8=fluid&uid=12', 'uid'), undefined);
  });

  it('may be found in the path', () => {
    assert.equal(findParameter('/cgi-bin/uid?uid=12', 'uid'), undefined);
  });

  it('ends at the next ampersand, or at the end of the URL when it takes everything', () => {
    assert.equal(findParameter('/x?streamid=a&b=c', 'streamid'), 'a');
    assert.equal(findParameter('/x?streamid=a&b=c', 'streamid', true), 'a&b=c');
    assert.equal(findParameter('/x?name=', 'name'), '');
    assert.equal(findParameter('/x?other=1', 'name'), undefined);
  });

  it('is decoded only when it is a password or a title', () => {
    assert.equal(findParameter('/x?timezone=GMT%2B08:00', 'timezone'), 'GMT%2B08:00');
    assert.equal(findParameter('/x?password=a+b%2B%26c', 'password'), 'a b+&c');
    assert.equal(findParameter('/x?title_utf8=a+%E4%BD%A0%E5%A5%BD', 'title_utf8'), 'a+你好');
  });

  it('keeps an escape that is none', () => {
    assert.equal(findParameter('/x?password=100%25%zz%', 'password'), '100%%zz%');
  });
});
