import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Readable } from 'node:stream';
import { CameraError } from '../../../../camera/core/errors';
import { Transport } from '../../../../camera/http/transport';
import { FakeClock } from '../../../../tools/fake-clock';
import { until } from '../../../support/bench';
import { later, refusal } from '../../../support/refusal';
import { CERTIFICATE } from '../../simulator/certificate';

const BYTES = 30_000_000;

/** What the receiving side's kernel holds while nobody reads; the sending side's holds 4 MB more. */
const ARRIVED_AT_MOST = 1_500_000;

for (const protocol of ['http', 'https'] as const) {
  describe(`what is unsent over ${protocol} when a request is given up`, () => {
    let clock: FakeClock;
    let server: Server;
    let transport: Transport;
    /** The camera's side; it stops reading after the first piece. */
    let tcp: Socket | undefined;
    let received: number;
    let isOver: boolean;
    let mayRead: boolean;
    let readOn: () => void;

    beforeEach(async () => {
      clock = new FakeClock();
      received = 0;
      isOver = false;
      mayRead = false;
      server = protocol === 'http' ? createServer() : createTlsServer(CERTIFICATE);
      server.on('connection', (socket) => {
        tcp = socket.on('error', () => undefined).on('close', () => (isOver = true));
      });
      server.on('tlsClientError', () => undefined);
      server.on(protocol === 'http' ? 'connection' : 'secureConnection', (socket: Socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (piece) => {
            received += piece.length;
            if (!mayRead) socket.pause();
          });
        readOn = () => {
          mayRead = true;
          socket.resume();
        };
      });
      server.listen(0, '127.0.0.1');
      await until('it listens', () => server.listening);
      const { port } = server.address() as AddressInfo;
      transport = new Transport({ protocol, host: '127.0.0.1', port, tls: { ca: CERTIFICATE.cert } }, clock);
    });
    afterEach(() => {
      tcp?.destroy();
      server.close();
    });

    const send = (signal?: AbortSignal) =>
      later(
        transport.request({
          path: '/',
          method: 'POST',
          headers: { 'Content-Length': String(BYTES) },
          body: Readable.from(pieces(), { objectMode: false }),
          fresh: true,
          timeoutMs: 1_000,
          limitBytes: 100,
          signal,
        }),
      );

    /** That the camera gets no more than what waited on its own side. */
    async function isTakenBack(): Promise<void> {
      readOn();
      await until('the connection is gone', () => isOver);
      assert.ok(received < ARRIVED_AT_MOST, `${received} bytes have arrived`);
    }

    it('is taken back at the deadline', async () => {
      const answer = send();
      await until('it has begun', () => received > 0);
      await clock.advance(1_000);
      await refusal(answer, 'TIMEOUT');
      await isTakenBack();
    });

    it('is taken back when it is aborted, which may or may not be too late', async () => {
      const controller = new AbortController();
      const answer = send(controller.signal);
      await until('it has begun', () => received > 0);
      controller.abort(new CameraError('STALE', 'somebody else was faster'));
      const error = await refusal(answer, 'STALE');
      assert.equal(error.delivery, 'unknown');
      assert.equal(clock.pending, 0);
      await isTakenBack();
    });

    it('is taken back when the transport is closed', async () => {
      const answer = send();
      await until('it has begun', () => received > 0);
      transport.close();
      await refusal(answer, 'CONNECTION_LOST');
      await isTakenBack();
    });
  });
}

function* pieces(): Iterable<Buffer> {
  for (let sent = 0; sent < BYTES; sent += 100_000) yield Buffer.alloc(100_000);
}
