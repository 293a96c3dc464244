/** What the bench and its nodes inside Node-RED say to each other over the IPC channel. Types only. */

/** Messages through one chain of nodes, from its source to its sink. */
export interface Load {
  kind: 'load';
  /** Id of the source. */
  source: string;
  atATime: number;
  /** Ends after so many messages, or after so many ms, whichever comes first. */
  messages: number;
  ms: number;
}

export type BenchRequest =
  Load | { kind: 'heap' } | { kind: 'startProfile' } | { kind: 'stopProfile'; file: string };

/** What a load came to. */
export interface Measured {
  messages: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMs: number;
  /** Messages that came out without what they should have. */
  wrong: number;
}

export interface Heap {
  heapBytes: number;
}

export type BenchEvent =
  { kind: 'started'; cpuMs: number } | { kind: 'answer'; value: Measured | Heap | null };
