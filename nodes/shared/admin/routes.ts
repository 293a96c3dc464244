import type { NodeAPI } from 'node-red';
import { type Camera, CameraError, perform, Priority } from '../../../camera/index';
import { aboutCamera, cameraStates } from './camera-list';
import { commandForms } from './command-forms';
import { diagnose } from './diagnostics';
import { findCameras } from './discovery';
import { findCamera } from '../cameras';
import { limits } from '../limits';
import { testCamera, type TestRequest } from './camera-test';
import { refusal } from './config-check';

/** What the dialogs may set at once, to try it; everything else waits for a deploy and a message. */
const TRIED_AT_ONCE = ['motion', 'ptz'];

/** Movements that somebody tries in a dialog. */
const { signal: TRIED_BY_HAND } = new AbortController();

interface PerformRequest {
  /** Id of a deployed `anjvision-camera`. */
  camera?: string;
  command?: string;
  input?: Record<string, unknown>;
}

/**
 * What dialogs may ask of this Node-RED, below `anjvision/`. Only deployed cameras are reached, and the one that is
 * typed into its dialog; answers are those of cameras, and hold no secret.
 */
export function offerAdmin(RED: NodeAPI): void {
  const mayLook = RED.auth.needsPermission('flows.read');
  const mayTry = RED.auth.needsPermission('flows.write');
  RED.httpAdmin.get('/anjvision/commands', mayLook, (_request, response) => {
    response.json(commandForms());
  });
  RED.httpAdmin.get('/anjvision/limits', mayLook, (_request, response) => {
    response.json({ ok: true, limits });
  });
  // Many at a time: all nodes are checked when the editor starts.
  RED.httpAdmin.post('/anjvision/refusals', mayLook, (request, response) => {
    void answered(() => refusals(RED, request.body)).then((answer) => response.json(answer));
  });
  RED.httpAdmin.get('/anjvision/diagnostics/:camera', mayLook, (request, response) => {
    void answered(() => diagnose(RED, deployed(request.params['camera']))).then((answer) =>
      response.json(answer),
    );
  });
  RED.httpAdmin.get('/anjvision/alarms/:camera', mayLook, (request, response) => {
    void answered(() => Promise.resolve(alarms(request.params['camera']))).then((answer) =>
      response.json(answer),
    );
  });
  RED.httpAdmin.get('/anjvision/cameras', mayLook, (_request, response) => {
    response.json({ ok: true, cameras: cameraStates() });
  });
  RED.httpAdmin.get('/anjvision/about/:camera', mayLook, (request, response) => {
    void answered(() => aboutCamera(deployed(request.params['camera']))).then((answer) =>
      response.json(answer),
    );
  });
  RED.httpAdmin.get('/anjvision/discover', mayTry, (_request, response) => {
    void answered(async () => ({ cameras: await findCameras() })).then((answer) => response.json(answer));
  });
  RED.httpAdmin.get('/anjvision/picture/:camera', mayTry, (request, response) => {
    void answered(() => picture(deployed(request.params['camera']))).then((answer) => response.json(answer));
  });
  RED.httpAdmin.post('/anjvision/test', mayTry, (request, response) => {
    void answered(() => testCamera(RED, request.body as TestRequest)).then((answer) => response.json(answer));
  });
  RED.httpAdmin.post('/anjvision/perform', mayTry, (request, response) => {
    void answered(() => tryOut(request.body as PerformRequest)).then((answer) => response.json(answer));
  });
}

/** What was heard of a camera so far; nothing is sent to it. */
function alarms(id: unknown): object {
  const { client } = findCamera(typeof id === 'string' && id !== '' ? id : 'none', undefined);
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

function deployed(id: unknown): Camera {
  return findCamera(typeof id === 'string' && id !== '' ? id : 'none', undefined).use();
}

async function refusals(RED: NodeAPI, questions: unknown): Promise<object> {
  const all = Array.isArray(questions) ? questions : [];
  const why = await Promise.all(all.map((question) => refusal(RED, question)));
  return { refusals: why.map((reason) => reason ?? null) };
}

async function picture(camera: Camera): Promise<object> {
  const { picture: bytes } = await camera.read('snapshot', { stream: 0 }, { priority: Priority.Background });
  return { picture: bytes?.toString('base64') };
}

/** A dialog asks for a movement again while it is held: a browser that vanishes stops the camera. */
const HELD_MOVE_MS = 1_500;

async function tryOut({ camera, command, input = {} }: PerformRequest): Promise<object> {
  const options = {
    signal: TRIED_BY_HAND,
    readOnly: !TRIED_AT_ONCE.includes(command ?? ''),
    stopAfterMs: HELD_MOVE_MS,
  };
  return { result: await perform(deployed(camera), command, input, options) };
}

/** What a dialog is told: `{ ok: true, … }`, or `{ ok: false, code, message }`. */
async function answered(work: () => Promise<object>): Promise<object> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (CameraError.is(error)) return { ok: false, code: error.code, message: error.message };
    return { ok: false, code: 'BAD_RESPONSE', message: 'the camera could not be asked' };
  }
}
