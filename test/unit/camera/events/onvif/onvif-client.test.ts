import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../../../camera/core/clock';
import { OnvifClient, OnvifError } from '../../../../../camera/events/onvif/onvif-client';
import { pathOf, subscribe } from '../../../../../camera/events/onvif/subscription';
import { SimulatedCamera } from '../../../../../simulator';

const CALL = { action: 'urn:a', body: '<tds:GetServices/>' };

async function failureOf(work: Promise<unknown>): Promise<OnvifError> {
  const error = await work.then(
    () => assert.fail('it succeeded'),
    (one: unknown) => one,
  );
  assert.ok(error instanceof OnvifError, String(error));
  return error;
}

describe('an ONVIF client', () => {
  let server: Server | undefined;
  let answer = { status: 200, body: '' };
  let received = { path: '', type: '' };
  const clientOf = (port: number, password = '123456') =>
    new OnvifClient(
      { address: { protocol: 'http', host: '127.0.0.1', port }, username: 'admin', password },
      systemClock,
      (text) => text,
    );

  const start = async () => {
    server = createServer((request, response) => {
      received = { path: request.url ?? '', type: request.headers['content-type'] ?? '' };
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return clientOf((server.address() as AddressInfo).port);
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  const soap = (body: string) =>
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;
  const fault = (subcode: string, reason = '') =>
    soap(
      `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text>${reason}</s:Text></s:Reason></s:Fault>`,
    );

  it('tells apart what an answer means', async () => {
    const client = await start();
    const cases: [number, string, string][] = [
      [400, fault('ter:NotAuthorized'), 'refused'],
      [500, fault('wsse:FailedAuthentication'), 'refused'],
      [400, fault('x', 'Sender not Authorized'), 'refused'],
      [401, '', 'refused'],
      [500, fault('ter:ActionNotSupported'), 'unsupported'],
      [500, fault('x', "Method 'tev:x' not implemented"), 'unsupported'],
      [500, fault('wsrf-rw:ResourceUnknownFault'), 'forgotten'],
      [200, fault('wsrf-rw:ResourceUnknownFault'), 'forgotten'],
      [500, soap('<s:Fault><s:Detail><a:ResourceUnknownFault/></s:Detail></s:Fault>'), 'forgotten'],
      [500, soap('<SOAP-ENV:Fault><faultcode>x:NotAuthorized</faultcode></SOAP-ENV:Fault>'), 'refused'],
      [400, fault('ter:InvalidArgVal', 'no such thing'), 'fault'],
      [200, '<html><body>IP Camera</body></html>', 'absent'],
      [200, '', 'absent'],
      [302, '', 'absent'],
      [404, 'not found', 'absent'],
      [500, 'oops', 'garbled'],
      [200, soap('<a/>').slice(0, -10), 'garbled'],
      [200, `<!DOCTYPE x>${soap('<a/>')}`, 'garbled'],
      [200, soap('<a>'.repeat(200) + '</a>'.repeat(200)), 'garbled'],
      [200, soap('x'.repeat(300_000)), 'garbled'],
    ];
    for (const [status, body, failure] of cases) {
      answer = { status, body };
      assert.equal(
        (await failureOf(client.call('/x', CALL))).failure,
        failure,
        `${status} ${body.slice(0, 200)}`,
      );
    }
    client.close();
  });

  it('reads an envelope whatever its prefixes are, with a byte order mark too', async () => {
    const client = await start();
    answer = {
      status: 200,
      body: '\uFEFF<Envelope xmlns="urn:s"><Header/><Body><x:A y="1">b</x:A></Body></Envelope>',
    };
    const body = await client.call('/a/b?c=1', CALL);
    assert.equal(body.children[0]?.text, 'b');
    assert.equal(received.path, '/a/b?c=1');
    assert.equal(received.type, 'application/soap+xml; charset=utf-8; action="urn:a"');
    client.close();
  });

  it('is unreachable where nothing listens', async () => {
    const client = clientOf(1);
    assert.equal((await failureOf(client.call('/x', CALL))).failure, 'unreachable');
    client.close();
  });

  it('does without the password what HTTP digest asks for', async () => {
    const camera = await SimulatedCamera.start();
    camera.onvif.faults.on('http-digest');
    const client = clientOf(camera.port);
    for (let i = 0; i < 3; i += 1) await subscribe(client, '/onvif/events');
    assert.equal(camera.onvif.subscriptions.count, 3);
    // The challenge is answered before it is made, once it is known.
    assert.equal(camera.requests.length, 4);
    const wrong = clientOf(camera.port, 'wrong');
    assert.equal((await failureOf(subscribe(wrong, '/onvif/events'))).failure, 'refused');
    assert.equal(camera.requests.length, 6);
    client.close();
    wrong.close();
    await camera.stop();
  });

  it('copies the reference parameters of a subscription, with their namespaces', async () => {
    const client = await start();
    const inner =
      '<tev:SubscriptionReference><a:Address>http://192.0.2.1/onvif/services</a:Address><a:ReferenceParameters>' +
      '<d:SubscriptionId d:kind="x">7</d:SubscriptionId></a:ReferenceParameters></tev:SubscriptionReference>';
    answer = {
      status: 200,
      body: soap(
        `<tev:CreatePullPointSubscriptionResponse xmlns:d="urn:axis">${inner}</tev:CreatePullPointSubscriptionResponse>`,
      ),
    };
    const { path, to, reference } = await subscribe(client, '/events');
    assert.deepEqual([path, to], ['/onvif/services', 'http://192.0.2.1/onvif/services']);
    assert.match(reference, /^<d:SubscriptionId [^>]*xmlns:d="urn:axis"[^>]*>7<\/d:SubscriptionId>$/);
    assert.match(reference, /d:kind="x"/);
    assert.match(
      reference,
      /xmlns:wsaRef="http:\/\/www.w3.org\/2005\/08\/addressing" wsaRef:IsReferenceParameter="true"/,
    );
    client.close();
  });

  it('takes path and query of an answered address, never its host or port, and no command of the camera', () => {
    const path = (address: string) => pathOf(address, '/onvif/events');
    assert.equal(path('http://192.0.2.1:8080/event_service/3?a=b#c'), '/event_service/3?a=b');
    assert.equal(path('https://evil.example/x'), '/x');
    assert.equal(path('//evil.example/x'), '/x');
    assert.equal(path('3'), '/onvif/3');
    assert.equal(path('/event_service/3'), '/event_service/3');
    assert.equal(path('http://user:password@camera/x'), '/x');
    for (const address of [
      '',
      'urn:uuid:1',
      'http://',
      'ftp://camera/x',
      'http://camera/cgi-bin/setRelayStatus?status=1',
      'http://camera//cgi-bin/x',
      'http://camera/cgi%2dbin/x',
      'http://camera/CGI-BIN/x',
      `/${'x'.repeat(1_000)}`,
      'http://camera/%zz',
    ])
      // prettier-ignore
      assert.equal(path(address), undefined, address);
  });
});
