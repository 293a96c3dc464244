import { CameraError, perform, Priority, type Camera } from '../../../camera/index';

/** What a camera tells of itself; `null` where it was not told. */
export interface About {
  readonly model: string | null;
  readonly firmware: string | null;
}

interface Known extends About {
  /** The firmware was told since the camera was last away, from where it may come back with another. */
  readonly isFresh: boolean;
  /** Both were asked for since then; what is `null` is not told by this firmware. */
  readonly wasAsked: boolean;
}

/** What was learnt of a client's camera by whatever was read of it. */
const known = new WeakMap<Camera, Known>();

const NOTHING: Known = { model: null, firmware: null, isFresh: false, wasAsked: false };

/** Takes down model and firmware from whatever is read from now on, so that nobody needs to ask for them. */
export function watchAbout(camera: Camera): void {
  camera.dispatcher.results.on('result', (command, kind, values) => {
    if (kind !== 'read') return;
    if (command === 'info') learn(camera, values['model'], values['filesystem']);
    if (command === 'model') learn(camera, values['model'], undefined);
  });
  camera.connection.on('change', ({ state }) => {
    if (state !== 'online') known.set(camera, { ...knownOf(camera), isFresh: false, wasAsked: false });
  });
}

/** What is known by now; nothing is sent. */
export const knownOf = (camera: Camera): Known => known.get(camera) ?? NOTHING;

/** Whether there is nothing to ask for. */
export function isKnown(camera: Camera): boolean {
  const { model, isFresh, wasAsked } = knownOf(camera);
  return wasAsked || (model !== null && isFresh);
}

/** Model and firmware, asked for behind whatever flows ask, and only if they are not known. @throws CameraError. */
export async function aboutCamera(camera: Camera): Promise<About> {
  if (!isKnown(camera)) {
    const options = { priority: Priority.Background };
    const info = await perform(camera, 'info', {}, options).catch(nothingIfRefused);
    if (info?.['model'] === undefined) await camera.read('model', {}, options).catch(nothingIfRefused);
    known.set(camera, { ...knownOf(camera), wasAsked: true });
  }
  const { model, firmware } = knownOf(camera);
  return { model, firmware };
}

/** Takes down what a camera has told. */
export function learn(camera: Camera, model: unknown, firmware: unknown): void {
  const before = knownOf(camera);
  const told = { model: wordsOf(camera, model), firmware: wordsOf(camera, firmware) };
  known.set(camera, {
    ...before,
    model: told.model ?? before.model,
    firmware: told.firmware ?? before.firmware,
    isFresh: before.isFresh || told.firmware !== null,
  });
}

/** The camera's own words on one line, without a secret. */
function wordsOf({ client }: Camera, words: unknown): string | null {
  if (typeof words !== 'string') return null;
  const plain = client
    .redact(words)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return plain === '' ? null : plain.slice(0, 100);
}

/** For what this firmware does not tell. */
function nothingIfRefused(error: unknown): undefined {
  if (!CameraError.is(error, 'NOT_SUPPORTED', 'CAMERA_FAULT', 'BAD_RESPONSE')) throw error;
}
