import type { Unit } from './unit';

/** How much of a round is told, from the last thing that was asked for; in fast ms. */
const TOLD_MS = 60_000;

/** What flows asked of one camera and what it heard, in the order of time, for whoever looks into a violation. */
export function timelineOf({ name, ledger, camera }: Unit): string[] {
  const told = [
    ...ledger.messages.flatMap(({ kind, issuedAt, endedAt, ending, result }) => [
      [issuedAt, `${kind} is asked for`] as const,
      ...(endedAt === undefined
        ? []
        : [[endedAt, `${kind} of ${issuedAt} ends: ${ending} ${result ?? ''}`] as const]),
    ]),
    ...ledger.rests.map((at) => [at, 'rest is reported'] as const),
    ...camera.requests.map(({ at, url, status, fault, connection }) => {
      const what = url.replace('/cgi-bin/', '').replace(/uid=[^&]*&?/, '');
      return [at, `  #${connection} ${what} → ${status ?? 'nothing'} ${fault ?? ''}`] as const;
    }),
    ...camera.history.relay.map(({ at, open }) => [at, `    relay ${open ? 'open' : 'closed'}`] as const),
    ...camera.history.ptz.map(({ at, kind, preset }) => [at, `    ptz ${kind} ${preset ?? ''}`] as const),
  ].sort(([one], [other]) => one - other);
  const end = Math.max(...ledger.messages.map(({ issuedAt }) => issuedAt));
  return told.filter(([at]) => at > end - TOLD_MS).map(([at, what]) => `${name} ${at}: ${what}`.trimEnd());
}
