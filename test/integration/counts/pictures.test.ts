import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Camera } from '../../../camera/device/camera';
import { ANSWERS, PICTURE_BYTES, PICTURES } from '../../../tools/bench/answers';

type Copying = Pick<Buffer, 'copy' | 'set'>;

/** How many bytes are copied from one buffer into another by this process while something is done. */
async function bytesCopiedBy(act: () => Promise<unknown>): Promise<number> {
  let bytes = 0;
  const prototype = Buffer.prototype as Copying;
  const { copy, set } = prototype;
  const { concat, from } = Buffer;
  prototype.copy = function (this: Copying, ...args) {
    const copied = copy.apply(this, args);
    bytes += copied;
    return copied;
  };
  prototype.set = function (this: Copying, ...args) {
    bytes += args[0].length;
    set.apply(this, args);
  };
  Buffer.concat = (list, length) => {
    bytes += list.reduce((sum, part) => sum + part.length, 0);
    return concat(list, length);
  };
  Buffer.from = (...args: Parameters<typeof from>) => {
    if (ArrayBuffer.isView(args[0])) bytes += args[0].byteLength;
    return from(...args);
  };
  try {
    await act();
  } finally {
    Object.assign(prototype, { copy, set });
    Object.assign(Buffer, { concat, from });
  }
  return bytes;
}

describe('a picture of 1.5 MB', () => {
  let server: Server;
  let camera: Camera;
  let requests: string[];
  let piecewise: boolean;
  beforeEach(async () => {
    requests = [];
    piecewise = false;
    server = createServer(({ url = '' }, response) => {
      const name = /^\/cgi-bin\/(\w+)/.exec(url)?.[1] ?? '';
      requests.push(name);
      const picture = PICTURES[name];
      if (!picture) return response.end(ANSWERS[name]);
      // Without an announced length it cannot be known how large a buffer is needed.
      if (!piecewise) response.setHeader('Content-Length', picture.length);
      return response.end(picture);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const address = { protocol: 'http', host: '127.0.0.1', port } as const;
    camera = new Camera({ name: 'Gate', address, username: 'admin', password: '123456', timeoutMs: 5_000 });
    await camera.read('image');
  });
  afterEach(async () => {
    await camera.close();
    server.closeAllConnections();
    server.close();
  });

  const take = async (): Promise<Buffer> => {
    const { picture } = await camera.read('snapshot', { stream: 1 });
    assert.equal(picture?.length, PICTURE_BYTES);
    return picture;
  };

  for (const kind of ['of an announced length', 'in pieces'] as const) {
    it(`${kind} is copied once, and lies in a buffer of its own`, async () => {
      piecewise = kind === 'in pieces';
      let picture: Buffer | undefined;
      const bytes = await bytesCopiedBy(async () => (picture = await take()));
      assert.ok(bytes <= PICTURE_BYTES * 1.01, `${bytes} bytes copied`);
      assert.equal(picture!.buffer.byteLength, PICTURE_BYTES);
      assert.deepEqual(requests, ['getuid', 'image', 'snapshot']);
    });
  }

  it('that eight want at once is one request, and one more copy for each but the first', async () => {
    let pictures: Buffer[] = [];
    const bytes = await bytesCopiedBy(async () => {
      pictures = await Promise.all(Array.from({ length: 8 }, take));
    });
    assert.ok(bytes <= 8 * PICTURE_BYTES * 1.01, `${bytes} bytes copied`);
    assert.equal(new Set(pictures.map(({ buffer }) => buffer)).size, 8);
    assert.deepEqual(requests, ['getuid', 'image', 'snapshot']);
  });
});
