import { keyOfRequest, wasHeard } from './keys';
import { MOVEMENT_END, type Message } from './ledger';
import type { Unit } from './unit';

/** What a message ends with, by the contract, whose command did not reach the camera. */
const NOT_SENT = ['INVALID_INPUT', 'STALE', 'BUSY', 'CLOSED', 'AUTH_FAILED', 'LOCKED_OUT', 'UNREACHABLE'];

const wasNotSent = ({ ending }: Message) => ending !== undefined && NOT_SENT.includes(ending);

/**
 * What one camera has received and done, against what its messages have come to, once nothing goes on.
 *
 * @param slackMs how much later than the client gives something up the camera may hear of it, in fast ms.
 */
export function violationsOf(unit: Unit, slackMs: number): string[] {
  const found = [...everyMessageEnded(unit), ...arrivals(unit), ...nothingAfterStop(unit)];
  if (unit.isDriven) found.push('the camera was told to move, and not to stop after that');
  if (unit.isOwedRest || unit.isOwedStop) found.push('something is still owed');
  if (unit.ranOut === false) found.push('a pulse or a movement had not ended by itself');
  found.push(...nothingLeavesRestUnasked(unit, slackMs));
  found.push(...endsAs(unit, 'relay'), ...endsAs(unit, 'brightness'));
  return found.map((what) => `${unit.name}: ${what}`);
}

/** What is to end by itself has ended, with nobody closing the client: no pulse and no movement was forgotten. */
export function hasRunOut(unit: Unit): boolean {
  const { ledger, isLimited, isDriven, isOwedRest, isOwedStop } = unit;
  const owed = ledger.unkept.filter((what) => isLimited || !what.startsWith(MOVEMENT_END));
  return (
    !(isLimited && (isDriven || isOwedStop)) &&
    !isOwedRest &&
    owed.length === 0 &&
    endsAs(unit, 'relay').length === 0
  );
}

function everyMessageEnded({ ledger }: Unit): string[] {
  const wrong = ledger.messages.filter(({ ends }) => ends !== 1);
  return [
    ...wrong.map(({ kind, ends }) => `a message (${kind}) ended ${ends} times`),
    ...ledger.unkept.map((what) => `never came, or too often: ${what}`),
  ];
}

/** What acts arrives once if it is done, never if it was not sent, and at most once otherwise. */
function arrivals({ ledger, camera }: Unit): string[] {
  const heard = group(
    camera.requests.filter(wasHeard).flatMap((request) => {
      const key = keyOfRequest(request);
      return key === undefined ? [] : [[key, request] as const];
    }),
  );
  const asked = group(
    ledger.messages.flatMap((message) =>
      message.key === undefined ? [] : [[message.key, message] as const],
    ),
  );
  const found = [...heard.keys()].filter((key) => !asked.has(key)).map((key) => `nobody asked for ${key}`);
  for (const [key, messages] of asked) {
    const times = heard.get(key)?.length ?? 0;
    const least = messages.filter(({ ending }) => ending === 'done').length;
    const most = messages.filter((message) => !wasNotSent(message)).length;
    if (times >= least && times <= most) continue;
    const endings = [...new Set(messages.map(({ ending }) => ending))].join(', ');
    found.push(
      `${key} arrived ${times} times, not ${least} to ${most} (${messages.length} ended in ${endings})`,
    );
  }
  return found;
}

/** A movement that was asked for before a stop does not arrive after the stop was taken. */
function nothingAfterStop({ ledger, camera }: Unit): string[] {
  const stops = ledger.messages.filter(({ kind, ending }) => kind === 'stop' && ending === 'done');
  const moves = new Map(
    ledger.messages.filter(({ kind }) => kind === 'move').map((move) => [move.key, move]),
  );
  return camera.requests.filter(wasHeard).flatMap((request) => {
    const move = moves.get(keyOfRequest(request));
    if (!move) return [];
    const after = stops.find((stop) => move.issuedAt < stop.issuedAt && request.at > stop.endedAt!);
    return after ? [`${move.key} arrived ${request.at - after.endedAt!} ms after a later stop`] : [];
  });
}

/** The relay leaves rest only while somebody waits for just that. */
function nothingLeavesRestUnasked({ ledger, camera, restOpen, lateMs }: Unit, slackMs: number): string[] {
  const asked = ledger.messages.filter(({ leavesRest }) => leavesRest);
  return camera.history.relay
    .filter(({ open, at }) => {
      const isAsked = asked.some(
        (message) => message.issuedAt <= at && at <= message.endedAt! + slackMs + lateMs,
      );
      return open !== restOpen && !isAsked;
    })
    .map(({ at }) => `the relay left rest unasked at ${at}`);
}

/** A value is what was last set for certain, or what may have been set since. */
function endsAs(unit: Unit, what: 'relay' | 'brightness'): string[] {
  const { ledger, restOpen, before } = unit;
  const sets = ledger.messages.filter((message) => message.sets?.what === what);
  const certain = sets
    .filter(({ ending }) => ending === 'done')
    .map(({ issuedAt, endedAt, sets: set, result }) => ({
      since: issuedAt,
      at: endedAt!,
      to: set?.to ?? result!,
    }));
  if (what === 'relay') certain.push(...ledger.rests.map((at) => ({ since: at, at, to: String(restOpen) })));
  const last = certain.reduce((latest, next) => (next.at >= latest.at ? next : latest), {
    since: -Infinity,
    at: -Infinity,
    to: before[what],
  });
  const possible = new Set([last.to]);
  for (const message of ledger.messages.filter(
    (other) => other.endedAt! + unit.lateMs >= last.since && !wasNotSent(other),
  )) {
    if (message.sets?.what === what && message.ending !== 'done') {
      for (const to of message.sets.to === undefined ? ['true', 'false'] : [message.sets.to])
        possible.add(to);
    }
    // Whatever became of a pulse, what it owes is rest.
    if (what === 'relay' && message.kind === 'pulse') possible.add(String(restOpen));
  }
  const found = unit.present[what];
  return possible.has(found) ? [] : [`the ${what} is ${found}, not ${[...possible].join(' or ')}`];
}

function group<T>(entries: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of entries) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}
