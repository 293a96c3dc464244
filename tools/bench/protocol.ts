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
  | Load
  | { kind: 'heap' }
  | { kind: 'latencies' }
  | { kind: 'startProfile' }
  | { kind: 'stopProfile'; file: string };

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

/** From a camera's write to the flow's message. */
export interface Latency {
  count: number;
  p50Ms: number;
  p99Ms: number;
}

/** By the id of the sink. */
export type Latencies = Record<string, Latency | undefined>;

export type BenchEvent =
  { kind: 'started'; cpuMs: number } | { kind: 'answer'; value: Measured | Heap | Latencies | null };

/** Ports of the camera that tells alarms. */
export interface AlarmCameraReady {
  controlPort: number;
  /** Sends the same bytes to whoever connects. */
  barePort: number;
  onvifPort: number;
}

/** With a flag it tells an alarm: 1 begins, 0 ends. */
export interface AlarmCameraRequest {
  flag?: number;
}

export interface AlarmCameraState {
  /** Of those who listen. */
  connections: number;
  /** Log-ins, heartbeats and requests since the last time. */
  messages: number;
}

/** Many cameras that are listened to, per camera. */
export interface Listening {
  cameras: number;
  /** V8's heap and the buffers outside of it. */
  heapBytes: number;
  /** What the system counts. */
  residentBytes: number;
  /** Until all are listened to. */
  listeningMs: number;
  /** Share of one core while nothing happens. */
  cpuShare: number;
}
