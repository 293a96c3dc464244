import { Priority, type Camera } from '../../camera/index';

/**
 * Looks at the relay at the start, and then again after each interval, until the signal is aborted. Calls back with
 * whether it is open, at first and when that changes.
 *
 * @param intervalMs 0 looks only once.
 */
export function watchRelay(
  camera: Camera,
  intervalMs: number,
  signal: AbortSignal,
  onChange: (open: boolean) => void,
): void {
  let known: boolean | undefined;
  let timer: object | undefined;
  const look = async () => {
    try {
      const open = await camera.relay.get({ signal, priority: Priority.Background });
      if (!signal.aborted && open !== known) onChange(open);
      known = open;
    } catch {
      // That the camera is away is told by the connection.
    }
    if (!signal.aborted && intervalMs > 0) timer = camera.clock.after(intervalMs, () => void look());
  };
  signal.addEventListener('abort', () => camera.clock.cancel(timer));
  void look();
}
