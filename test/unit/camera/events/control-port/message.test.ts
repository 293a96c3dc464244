import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HEARTBEAT, logInMessage, readMessage } from '../../../../../camera/events/control-port/message';

const alarm = (info: string, more = '') => `<?xml version="1.0" encoding="GB2312" ?>
<XML_TOPSEE>
<MESSAGE_HEADER
Msg_type="ALARM_REPORT_MESSAGE"
Msg_code="CMD_REPORT_ALARM"
Msg_flag="0"
/>
<MESSAGE_BODY><ALARM_REPORT_PARAM><ALARM_ITEM>
<ALARM_INFO ${info}/>
<ALARM_TIME Year="2026" Month="1" Day="2" WDay="2" Hour="3" Minute="4" Second="5"/>
</ALARM_ITEM>${more}</ALARM_REPORT_PARAM></MESSAGE_BODY></XML_TOPSEE>
`;

const read = (text: string, encoding: BufferEncoding = 'utf8') => readMessage(Buffer.from(text, encoding));
const reports = (text: string) => read(text)?.reports;

describe('a message of the control port', () => {
  it('logs in with the password in plain text, and escapes both', () => {
    assert.equal(
      logInMessage('a<b', `"p"&'w'>`),
      `<?xml version="1.0" encoding="GB2312" ?>
<XML_TOPSEE>
<MESSAGE_HEADER Msg_type="USER_AUTH_MESSAGE" Msg_code="CMD_USER_AUTH" Msg_flag="0" Sessionid=""/>
<MESSAGE_BODY>
<USER_AUTH_PARAM Username="a&lt;b" Password="&quot;p&quot;&amp;&apos;w&apos;&gt;" AuthMethod="1"/>
</MESSAGE_BODY>
</XML_TOPSEE>
`,
    );
  });

  it('is a heartbeat with an empty body', () => {
    assert.match(HEARTBEAT, /Msg_type="AUXPTZ_HEARTBEAT_MESSAGE" Msg_code="CMD_HEARTBEAT" Msg_flag="0"\/>/);
    assert.match(HEARTBEAT, /<MESSAGE_BODY>\n<\/MESSAGE_BODY>/);
  });

  it('has a type and a flag, whatever its root is called and however it is laid out', () => {
    const expected = { type: 'USER_AUTH_MESSAGE', flag: -1, reports: [] };
    const header = `<MESSAGE_HEADER\n Msg_type = 'USER_AUTH_MESSAGE'\r\nMsg_flag="-1" />`;
    for (const root of ['XML_TOPSEE', 'XML_ANJVISION', 'XML_WTD', 'x'])
      assert.deepEqual(read(`<${root}>${header}</${root}>`), expected);
  });

  it('is none without a header', () => {
    for (const text of ['', 'ALARM!! <<<', '<MESSAGE_HEADERS a="1"/>', '<MESSAGE_HEADER', '\0\xff'])
      assert.ok(!read(text)?.type, text);
  });

  it('tells an alarm by its four attributes', () => {
    const text = alarm(
      'Alarm_code="13" Alarm_flag="1" Alarm_level="3" Alarm_data="a &lt;b&gt; &amp;amp; &quot;c&quot;"',
    );
    assert.deepEqual(reports(text), [
      { topic: 'alarm', type: 'picture-covered', code: 13, level: 3, text: 'a <b> &amp; "c"', origin: '13' },
    ]);
  });

  it('tells several alarms in one frame', () => {
    const more = '<ALARM_ITEM><ALARM_INFO Alarm_code="33" Alarm_flag="1"/></ALARM_ITEM>';
    assert.deepEqual(reports(alarm('Alarm_code="14" Alarm_flag="1" Alarm_data="motion alarm."', more)), [
      { topic: 'motion', active: true, origin: '14' },
      { topic: 'motion', active: false, origin: '14' },
    ]);
  });

  it('reads Chinese as it is declared', () => {
    const bytes = Buffer.concat([
      Buffer.from(alarm('Alarm_code="13" Alarm_data="').split('"/>')[0]!),
      Buffer.from('"\xd2\xc6\xb6\xaf', 'latin1'),
      Buffer.from('"/>'),
    ]);
    const [report] = readMessage(bytes)?.reports ?? [];
    assert.equal(report?.topic === 'alarm' && report.text, '移动');
  });

  it('tells no alarm without a code, or in another kind of message', () => {
    assert.deepEqual(reports(alarm('Alarm_flag="1"')), []);
    assert.deepEqual(reports(alarm('Alarm_code="x" Alarm_flag="1"')), []);
    assert.deepEqual(reports(alarm('Alarm_code="14"').replace('ALARM_REPORT_MESSAGE', 'OTHER_MESSAGE')), []);
  });

  it('is read in no time and without an error, whatever it holds', () => {
    const parts = [
      '<MESSAGE_HEADER ',
      'Msg_type="ALARM_REPORT_MESSAGE" ',
      '<ALARM_INFO ',
      'Alarm_code="14" ',
      '"',
      '\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string())), (texts) => {
        read(texts.join(''));
      }),
    );
    for (const part of [...parts, ' ', 'a=', '<ALARM_INFO a="', '<MESSAGE_HEADER a', ' a = ']) {
      const text = part.repeat(65_536 / part.length);
      for (const begin of ['', '<MESSAGE_HEADER ', alarm('').slice(0, -200)]) read(begin + text);
    }
  }).timeout(30_000);
});
