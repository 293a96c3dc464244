import { perform, type Camera } from '../../../camera/index';

/** What a camera says of itself; firmware differs in what of it can be read, and what cannot is undefined. */
export async function selfDescription(camera: Camera) {
  const [info, model, capabilities] = await Promise.all([
    // Some firmware tells it only to who sends the password.
    perform(camera, 'info', {}).catch(() => undefined),
    camera.read('model').catch(() => undefined),
    camera.read('capabilities').catch(() => undefined),
  ]);
  return { info, model: model?.model ?? info?.['model'], firmware: info?.['filesystem'], capabilities };
}
