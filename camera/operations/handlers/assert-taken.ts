import type { CommandName } from '../../commands/index';
import type { Camera } from '../../device/camera';
import type { Result } from '../../protocol/attributes';
import { formatValue } from '../../protocol/encode-value';
import type { Input } from './handler';

/** @throws CameraError `NOT_APPLIED` if the answer shows another value than was sent. */
export function assertTaken(camera: Camera, command: CommandName, input: Input, result: Result): void {
  const shown = (value: unknown) => (typeof value === 'string' ? camera.client.redact(value) : value);
  const name = Object.keys(input).find(
    (each) => result[each] !== undefined && result[each] !== shown(input[each]),
  );
  if (name === undefined) return;
  const detail = `the camera accepted it, but made of it ${formatValue(result[name])}`;
  throw camera.dispatcher.problem(command, 'NOT_APPLIED', detail);
}
