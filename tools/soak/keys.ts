import type { RequestRecord } from '../../simulator/index';

/** The parameters of something that acts, in any order. */
export function keyOf(path: string, parameters: Readonly<Record<string, string | number>>): string {
  const sorted = Object.entries(parameters).map(([name, value]) => `${name}=${value}`).sort(); // prettier-ignore
  return `${path}?${sorted.join('&')}`;
}

/** The key of a request, if it acts: each time it arrives, something happens. */
export function keyOfRequest({ path, query }: RequestRecord): string | undefined {
  const { uid: _, ...parameters } = Object.fromEntries(new URLSearchParams(query));
  const name = path.replace('/cgi-bin/', '');
  const acts =
    (name === 'ptz_ctrl' && !('stop' in parameters)) ||
    (name === 'snapshot.cgi' && 'upload' in parameters) ||
    name === 'setManualInputAlarm';
  return acts ? keyOf(name, parameters) : undefined;
}

/** Whether the camera looked at what the request asks for; it did not if it refused uid or account. */
export function wasHeard({ fault, status }: RequestRecord): boolean {
  if (fault === 'uid-error' || fault === 'locked') return false;
  // Newer firmware says 403 for pictures.
  return fault === 'fault-400' || (status !== 400 && status !== 403);
}
