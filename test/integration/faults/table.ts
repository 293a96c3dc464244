import type { ErrorCode } from '../../../camera/core/errors';
import type { FaultName } from './faults';
import type { KindName } from './kinds';

/** What becomes of a command of one kind that meets one fault. */
export interface Cell {
  readonly end: 'done' | ErrorCode;
  /** How often the camera received it, not counting what it refused for its uid. */
  readonly received: number;
  /** The camera says that it did what it did not do, and cannot be found out. */
  readonly pretended?: true;
}

export type Row = { readonly withinMs: number } & Readonly<Record<KindName, Cell>>;

const cell = (end: Cell['end']) => (received: number) => ({ end, received });
const done = cell('done');
const lost = cell('CONNECTION_LOST');
const late = cell('TIMEOUT');
const away = cell('UNREACHABLE');
const bad = cell('BAD_RESPONSE');
const fault = cell('CAMERA_FAULT');
const unknown = cell('NOT_SUPPORTED');
const unread = cell('NOT_APPLIED');
const locked = cell('LOCKED_OUT');
const denied = cell('AUTH_FAILED');
const told: Cell = { end: 'done', received: 1, pretended: true };

/** The columns, in the table's order; the compiler misses a cell that is not there. */
const COLUMNS = [
  'log-in', 'read', 'absolute', 'alarm', 'upload', 'picture', 'movement', 'stop', 'pulse', 'read-back', 'rest',
] as const satisfies readonly KindName[]; // prettier-ignore

type CellsOf<Columns extends readonly KindName[]> = { [column in keyof Columns]: Cell };

function row(withinMs: number, ...cells: CellsOf<typeof COLUMNS>): Row {
  const named = Object.fromEntries(COLUMNS.map((name, column) => [name, cells[column]!]));
  return { withinMs, ...(named as Record<KindName, Cell>) };
}

/**
 * The matrix. In every cell relay and motor end at rest and the next command works. What acts arrives once at
 * most: alarm, upload and movement, and the alarm for which a log-in goes wrong. Stop and rest are always done
 * in the end. `received` counts the openings where a pulse's reading back goes wrong.
 */
// prettier-ignore
export const TABLE: Readonly<Record<FaultName, Row>> = {
  //                              within  log-in     read        absolute    alarm       upload      picture     movement    stop     pulse       read-back   rest
  refused:                     row(5_000, away(0),   away(0),    away(0),    away(0),    away(0),    away(0),    away(0),    done(1), away(0),    away(0),    done(1)),
  'reset-before':              row(5_000, lost(0),   done(2),    done(2),    lost(1),    lost(1),    done(2),    lost(1),    done(2), done(2),    done(1),    done(2)),
  'reset-before, always':      row(5_000, lost(0),   lost(2),    lost(2),    lost(1),    lost(1),    lost(2),    lost(1),    done(3), lost(2),    lost(1),    done(3)),
  'reset-after':               row(5_000, lost(0),   done(2),    done(2),    lost(1),    lost(1),    done(2),    lost(1),    done(2), done(2),    done(1),    done(2)),
  'reset-after, always':       row(5_000, lost(0),   lost(2),    lost(2),    lost(1),    lost(1),    lost(2),    lost(1),    done(3), lost(2),    lost(1),    done(3)),
  'reset-midway':              row(5_000, lost(0),   done(2),    done(2),    lost(1),    lost(1),    done(2),    lost(1),    done(2), done(2),    done(1),    done(2)),
  'half-closed':               row(5_000, lost(0),   done(2),    done(2),    lost(1),    lost(1),    done(2),    lost(1),    done(2), done(2),    done(1),    done(2)),
  'cut-short':                 row(5_000, lost(0),   done(2),    done(2),    lost(1),    lost(1),    done(2),    lost(1),    done(2), done(2),    done(1),    done(2)),
  'reboot before':             row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'reboot under it':           row(5_000, lost(0),   lost(1),    lost(1),    lost(1),    lost(1),    lost(1),    lost(1),    done(2), lost(1),    lost(1),    done(2)),

  silent:                      row(5_000, late(0),   late(1),    late(1),    late(1),    late(1),    late(1),    late(1),    done(2), late(1),    late(1),    done(2)),
  'silent-after':              row(5_000, late(0),   late(1),    late(1),    late(1),    late(1),    late(1),    late(1),    done(2), late(1),    late(1),    done(2)),
  'silent-after, always':      row(5_000, late(0),   late(1),    late(1),    late(1),    late(1),    late(1),    late(1),    done(2), late(1),    late(1),    done(2)),
  drip:                        row(5_000, late(0),   late(1),    late(1),    late(1),    late(1),    late(1),    late(1),    done(2), late(1),    late(1),    done(2)),

  'half-body':                 row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'half-document':             row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  oversize:                    row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'compressed-bomb':           row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'entity-bomb':               row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  proto:                       row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  html:                        row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  empty:                       row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'error-500':                 row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  redirect:                    row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'wrong-length':              row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'chunk-garbage':             row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  garbage:                     row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),

  'fault-200':                 row(5_000, fault(0),  fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  'fault-400':                 row(5_000, fault(0),  fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  'echoed-404':                row(5_000, bad(0),    unknown(1), unknown(1), unknown(1), unknown(1), unknown(1), unknown(1), done(2), unknown(1), unread(1),  done(2)),
  'echoed-404, always':        row(5_000, bad(0),    unknown(1), unknown(1), unknown(1), unknown(1), unknown(1), unknown(1), done(2), unknown(1), unread(1),  done(2)),
  pretend:                     row(5_000, done(1),   done(1),    told,       told,       told,       done(1),    told,       told,    unread(1),  done(1),    done(2)),

  'session lost':              row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'uid-error':                 row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'uid-error, always':         row(5_000, fault(0),  fault(0),   fault(0),   fault(0),   fault(0),   fault(0),   fault(0),   done(1), fault(0),   unread(1),  done(1)),
  locked:                      row(5_000, locked(0), locked(1),  locked(1),  locked(1),  locked(1),  locked(1),  locked(1),  done(2), locked(1),  lost(1),    done(2)),
  'locked, always':            row(5_000, locked(0), locked(1),  locked(1),  locked(1),  locked(1),  locked(1),  locked(1),  done(2), locked(1),  lost(1),    done(2)),
  'account locked':            row(5_000, locked(0), locked(0),  locked(0),  locked(0),  locked(0),  locked(0),  locked(0),  done(1), locked(0),  locked(0),  done(1)),
  'password changed':          row(5_000, denied(0), denied(0),  denied(0),  denied(0),  denied(0),  denied(0),  denied(0),  done(1), denied(0),  denied(0),  done(1)),

  upgrade:                     row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'upgrade, always':           row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  late:                        row(5_000, late(0),   late(1),    late(1),    late(1),    late(1),    late(1),    late(1),    done(2), late(1),    late(1),    done(2)),
  unauthorized:                row(5_000, denied(0), fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  'unauthorized, always':      row(5_000, denied(0), fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  refusal:                     row(5_000, denied(0), fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  'refusal, always':           row(5_000, denied(0), fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   fault(1),   done(2), fault(1),   unread(1),  done(2)),
  slow:                        row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'echo-secrets':              row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    bad(1),     done(1),    done(1), done(1),    done(1),    done(1)),
  'echo-secret-names':         row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'bare-line-feeds':           row(5_000, done(1),   done(2),    done(2),    bad(1),     bad(1),     done(2),    bad(1),     done(2), done(2),    done(1),    done(2)),
  'double-length':             row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'no-reason-phrase':          row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'trailing-bytes':            row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  gb2312:                      row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'jpeg-tail':                 row(5_000, bad(0),    bad(1),     bad(1),     bad(1),     bad(1),     done(1),    bad(1),     done(2), bad(1),     bad(1),     done(2)),
  'jpeg-fill':                 row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),

  http10:                      row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'HTTP/1.0':                  row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  closing:                     row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'no keep-alive':             row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'close-idle':                row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'hang-up':                   row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
  'three sockets':             row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1)),
};

/** The camera closes an idle connection when the client is about to use it. That must never be noticed. */
// prettier-ignore
export const CLOSED_BETWEEN =  row(5_000, done(1),   done(1),    done(1),    done(1),    done(1),    done(1),    done(1),    done(1), done(1),    done(1),    done(1));
