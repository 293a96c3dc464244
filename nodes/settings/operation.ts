import { CameraError, perform } from '../../camera/index';
import { flag, isPlainObject } from '../shared/input';
import type { Operation } from '../shared/operation';
import type { TypedValues } from '../../shared/typed-value';
import { definition } from './definition';

const noCommand = () =>
  new CameraError(
    'INVALID_INPUT',
    'no command is chosen; choose one in the node, or name one in msg.command, such as "info"',
  );

interface SettingsConfig {
  /** Empty leaves the choice to `msg.command`. */
  command: string;
  /** Defaults of parameters. */
  values: TypedValues;
  allowDestructive: boolean;
}

interface SettingsRequest {
  command: unknown;
  input: Record<string, unknown>;
  allowDestructive: boolean;
}

export const settings: Operation<SettingsConfig, SettingsRequest> = {
  definition,

  async parseRequest(config, msg, { evaluate }) {
    const command = config.command || msg['command'];
    if (command === undefined || command === '') throw noCommand();
    const payload = isPlainObject(msg.payload) ? msg.payload : {};
    const input = { ...(await evaluate(command, config.values, payload)), ...payload };
    return { command, input, allowDestructive: flag('allowDestructive', config.allowDestructive) };
  },

  async execute({ command, input, allowDestructive }, { camera, signal, status, send }) {
    const result = await perform(camera, command, input, { signal, allowDestructive });
    if (!result) return;
    status.done();
    send(result, { command });
  },
};
