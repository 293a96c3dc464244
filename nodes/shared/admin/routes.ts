import type { Request, RequestHandler } from 'express';
import type { NodeAPI } from 'node-red';
import { type Camera, CameraError, perform, Priority } from '../../../camera/index';
import { aboutCamera } from './about';
import { cameraStates } from './camera-list';
import { commandForms } from './command-forms';
import { diagnose } from './diagnostics';
import { findCameras, searchOf } from './discovery';
import { formValues } from './form-values';
import { findCamera } from '../cameras';
import { limits } from '../limits';
import { diagnoseTyped, testCamera, testDeployed, type TestRequest } from './camera-test';
import { refusal } from './config-check';

/** What the dialogs may set at once, to try it; everything else waits for a deploy and a message. */
const WRITABLE_FROM_EDITOR = ['motion', 'ptz'];

/** Movements that somebody tries in a dialog. */
const { signal: NEVER_ABORTED } = new AbortController();

/** @param signal aborted when nobody waits for the answer any more. */
type Answer = (request: Request, signal: AbortSignal) => unknown;

interface PerformRequest {
  /** Id of a deployed `anjvision-camera`. */
  camera?: string;
  command?: string;
  input?: Record<string, unknown>;
  /** What the form shows that is to be filled in with the answer. */
  fill?: Record<string, unknown>;
}

/**
 * What dialogs may ask of this Node-RED, below `anjvision/`. Only deployed cameras are reached, and the one that is
 * typed into its dialog; answers are those of cameras, and hold no secret.
 */
export function registerAdminRoutes(RED: NodeAPI): void {
  const mayLook = RED.auth.needsPermission('flows.read');
  const mayTry = RED.auth.needsPermission('flows.write');
  const get = (path: string, permission: RequestHandler, answer: Answer) =>
    RED.httpAdmin.get(`/anjvision/${path}`, permission, respond(answer));
  const post = (path: string, permission: RequestHandler, answer: Answer) =>
    RED.httpAdmin.post(`/anjvision/${path}`, permission, takeOnlyJson, respond(answer));

  get('commands', mayLook, () => ({ forms: commandForms() }));
  get('limits', mayLook, () => ({ limits }));
  get('cameras', mayLook, () => ({ cameras: cameraStates() }));
  get('alarms/:camera', mayLook, ({ params }) => alarms(params['camera']));
  get('about/:camera', mayLook, ({ params }) => aboutCamera(deployed(params['camera'])));
  get('diagnostics/:camera', mayLook, ({ params }) => diagnose(RED, deployed(params['camera'])));
  // Many at a time: all nodes are checked when the editor starts.
  post('refusals', mayLook, ({ body }) => refusals(RED, body));
  get('picture/:camera', mayTry, ({ params }, signal) => picture(deployed(params['camera']), signal));
  get('discover', mayTry, async ({ query }) => ({ cameras: await findCameras(searchOf(query)) }));
  post('test', mayTry, ({ body }) => testCamera(RED, body as TestRequest));
  post('diagnostics', mayTry, ({ body }) => diagnoseTyped(RED, body as TestRequest));
  post('test/:camera', mayTry, ({ params }) => testDeployed(deployedNode(params['camera'])));
  post('perform', mayTry, ({ body }) => tryOut(body as PerformRequest));
}

/** What was heard of a camera so far; nothing is sent to it. */
function alarms(id: unknown): object {
  const { client } = deployedNode(id);
  if (client instanceof CameraError) throw client;
  const { status, recent, hasListeners } = client.alarms;
  const now = client.clock.now();
  // The clock of the browser may be another.
  return {
    hasListeners,
    listening: status,
    recent: recent.map(({ at, ...alarm }) => ({ ...alarm, agoMs: now - at })),
  };
}

const deployedNode = (id: unknown) =>
  findCamera(typeof id === 'string' && id !== '' ? id : 'none', undefined);

const deployed = (id: unknown): Camera => deployedNode(id).use();

async function refusals(RED: NodeAPI, questions: unknown): Promise<object> {
  const all = Array.isArray(questions) ? questions : [];
  const why = await Promise.all(all.map((question) => refusal(RED, question)));
  return { refusals: why.map((reason) => reason ?? null) };
}

async function picture(camera: Camera, signal: AbortSignal): Promise<object> {
  const options = { priority: Priority.Background, signal };
  const { picture: bytes } = await camera.read('snapshot', { stream: 0 }, options);
  return { picture: bytes?.toString('base64') };
}

/** A dialog asks for a movement again while it is held: a browser that vanishes stops the camera. */
const HELD_MOVE_MS = 1_500;

async function tryOut({ camera, command, input = {}, fill }: PerformRequest): Promise<object> {
  const options = {
    signal: NEVER_ABORTED,
    readOnly: !WRITABLE_FROM_EDITOR.includes(command ?? ''),
    stopAfterMs: HELD_MOVE_MS,
  };
  const result = await perform(deployed(camera), command, input, options);
  return { result, ...(fill && result && formValues(String(command), result, fill)) };
}

/** A form, which any page may have a browser post here, is refused; a browser asks before it posts JSON elsewhere. */
const takeOnlyJson: RequestHandler = ({ headers }, response, next) => {
  if (/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return next();
  response
    .status(415)
    .json({ ok: false, code: 'INVALID_INPUT', message: 'the body must be application/json' });
};

/** Tells a dialog `{ ok: true, … }`, or `{ ok: false, code, message }`. */
function respond(answer: Answer): RequestHandler {
  return (request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    void (async () => {
      try {
        response.json({ ok: true, ...((await answer(request, gone.signal)) as object) });
      } catch (error) {
        const { code, message, key } = CameraError.is(error) ? error : UNEXPECTED;
        response.json({ ok: false, code, message, key });
      }
    })();
  };
}

const UNEXPECTED = { code: 'BAD_RESPONSE', message: 'the request to the camera failed', key: undefined };
