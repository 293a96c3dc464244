import type { SimulatedCamera } from '../camera';

interface Action {
  label: string;
  /** What it does to the camera; may refuse with a sentence. */
  run(camera: SimulatedCamera, value: string): void | Promise<void>;
}

/** What the control page can do to the camera, each with a button. */
export const ACTIONS: Record<string, Action> = {
  unplug: { label: 'Pull the plug', run: (camera) => camera.unplug() },
  plug: { label: 'Plug in again', run: (camera) => camera.plug() },
  reboot: {
    label: 'Reboot',
    // The page does not wait until it is back.
    run: (camera) => void camera.reboot(),
  },
  input: {
    label: 'Alarm input on or off',
    run: ({ alarms }) => alarms.input(!alarms.isActive('input')),
  },
  motion: {
    label: 'Motion on or off',
    run: ({ alarms }) => alarms.motion(!alarms.isActive('motion')),
  },
  person: {
    label: 'Person comes or goes',
    run: ({ alarms }) => alarms.person(!alarms.isActive('person')),
  },
  vehicle: {
    label: 'Vehicle comes or goes',
    run: ({ alarms }) => alarms.vehicle(!alarms.isActive('vehicle')),
  },
  cover: {
    label: 'Cover the lens',
    run: ({ alarms }) => alarms.code({ code: 13, text: 'video mask alarm' }),
  },
  'lose-session': { label: 'Lose the session', run: (camera) => camera.expireSessions() },
  lock: { label: 'Lock the account for a minute', run: (camera) => camera.lock() },
  unlock: { label: 'Unlock', run: (camera) => camera.unlock() },
  password: {
    label: 'Change the password',
    run(camera, value) {
      if (value === '') throw new ActionRefused('Type a new password first.');
      camera.changePassword(value);
    },
  },
};

export class ActionRefused extends Error {
  override readonly name = 'ActionRefused';
}
