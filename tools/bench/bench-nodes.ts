/**
 * Runs inside the Node-RED that is measured: a source that sends messages as fast as they are taken out again, a
 * sink at the other end of the chain, and nodes with a bare request and with plain axios, for comparison.
 * Must import nothing but types, and Node's own modules: it is compiled on its own into the user directory.
 */
import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { Agent, get } from 'node:http';
import { Session } from 'node:inspector/promises';
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchEvent, BenchRequest, Heap, Latencies, Load, Measured } from './protocol';

type Message = NodeMessage & { bench?: { run: Run; sentAt: number } };

interface SinkConfig extends NodeDef {
  /** A property that every payload must have. */
  expected: string;
}

interface BareConfig extends NodeDef {
  url: string;
  sockets: number;
  /** Whether the answer is bytes rather than text. */
  binary?: boolean;
}

const percentile = (sorted: Float64Array, part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

/** One load: a few messages on their way at any time, each followed by the next. */
class Run {
  readonly #source: Node;
  readonly #load: Load;
  readonly #finished: (measured: Measured) => void;
  readonly #times: number[] = [];
  readonly #startedAt = performance.now();
  readonly #cpu = process.cpuUsage();
  #sent = 0;
  #wrong = 0;

  constructor(source: Node, load: Load, finished: (measured: Measured) => void) {
    this.#source = source;
    this.#load = load;
    this.#finished = finished;
    for (let first = 0; first < load.atATime; first += 1) this.#next();
  }

  #next(): void {
    this.#sent += 1;
    const bench = { run: this, sentAt: performance.now() };
    this.#source.send({ payload: '', bench });
  }

  arrived(sentAt: number, isRight: boolean): void {
    const now = performance.now();
    this.#times.push(now - sentAt);
    if (!isRight) this.#wrong += 1;
    const goesOn = this.#sent < this.#load.messages && now - this.#startedAt < this.#load.ms;
    if (goesOn) this.#next();
    else if (this.#times.length === this.#sent) this.#finished(this.#measured(now));
  }

  #measured(now: number): Measured {
    const { user, system } = process.cpuUsage(this.#cpu);
    const sorted = Float64Array.from(this.#times).sort();
    const messages = sorted.length;
    return {
      messages,
      perSecond: (messages * 1000) / (now - this.#startedAt),
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
      cpuMs: (user + system) / 1000 / messages,
      wrong: this.#wrong,
    };
  }
}

const session = new Session();
let collect: (() => void) | undefined;

function heap(): Heap {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  // What finalisers let go of in the first round is collected in the second.
  for (let round = 0; round < 3; round += 1) collect();
  return { heapBytes: process.memoryUsage().heapUsed };
}

/** By the id of the sink, in ms. */
const latencies = new Map<string, number[]>();

function takeLatencies(): Latencies {
  const taken = [...latencies].map(([id, times]) => {
    const sorted = Float64Array.from(times).sort();
    return [id, { count: times.length, p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) }];
  });
  latencies.clear();
  return Object.fromEntries(taken) as Latencies;
}

async function profile(request: BenchRequest): Promise<null> {
  if (request.kind === 'startProfile') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
  } else if (request.kind === 'stopProfile') {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(request.file, JSON.stringify(profile));
    session.disconnect();
  }
  return null;
}

module.exports = function registerBench(RED: NodeAPI): void {
  const report = (event: BenchEvent): void => void process.send?.(event);
  const answer = async (request: BenchRequest): Promise<Measured | Heap | Latencies | null> => {
    if (request.kind === 'heap') return heap();
    if (request.kind === 'latencies') return takeLatencies();
    if (request.kind !== 'load') return profile(request);
    const source = RED.nodes.getNode(request.source);
    return new Promise((resolve) => void new Run(source, request, resolve));
  };
  RED.events.once('flows:started', () => {
    const { user, system } = process.cpuUsage();
    report({ kind: 'started', cpuMs: (user + system) / 1000 });
  });
  process.on('message', (request: BenchRequest) => {
    void answer(request).then((value) => report({ kind: 'answer', value }));
  });
  process.on('disconnect', () => process.exit(1));

  RED.nodes.registerType('bench-source', function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
  });

  RED.nodes.registerType('bench-sink', function (this: Node, config: SinkConfig) {
    RED.nodes.createNode(this, config);
    this.on('input', (msg: Message, _send, done) => {
      const { payload, bench } = msg;
      const isRight = typeof payload === 'string' || config.expected in Object(payload);
      bench?.run.arrived(bench.sentAt, isRight);
      done();
    });
  });

  // The text of an alarm is the time of its sending, by a clock that all processes share.
  RED.nodes.registerType('bench-latency', function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
    this.on('input', ({ payload }: NodeMessage, _send, done) => {
      const text = typeof payload === 'string' ? payload : String((payload as { text?: string }).text);
      const now = process.hrtime.bigint();
      const times = latencies.get(this.id) ?? [];
      latencies.set(this.id, times);
      for (const [sentAt] of text.matchAll(/\d{9,}/g)) times.push(Number(now - BigInt(sentAt)) / 1e6);
      done();
    });
  });

  RED.nodes.registerType('bench-socket', function (this: Node, config: NodeDef & { port: number }) {
    RED.nodes.createNode(this, config);
    const socket = connect({ host: '127.0.0.1', port: config.port });
    socket.on('data', (bytes) => this.send({ payload: bytes.toString() }));
    this.on('close', () => socket.destroy());
  });

  RED.nodes.registerType('bench-bare', function (this: Node, config: BareConfig) {
    RED.nodes.createNode(this, config);
    const agent = new Agent({ keepAlive: true, maxSockets: config.sockets || Infinity });
    this.on('input', (msg, send, done) => {
      const answered = (payload: unknown) => {
        send(Object.assign(msg, { payload }));
        done();
      };
      get(config.url, { agent }, (response) => {
        if (config.binary) {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => answered(Buffer.concat(parts)));
          return;
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () => answered(text));
      }).on('error', done);
    });
    this.on('close', () => agent.destroy());
  });

  RED.nodes.registerType('bench-axios', function (this: Node, config: BareConfig) {
    RED.nodes.createNode(this, config);
    // Not before it is used: Node-RED's start is timed.
    const axios = require('axios') as typeof import('axios');
    const httpAgent = new Agent({ keepAlive: true });
    const client = axios.create({ httpAgent, responseType: 'text' });
    this.on('input', (msg, send, done) => {
      client.get<string>(config.url).then(({ data }) => {
        send(Object.assign(msg, { payload: data }));
        done();
      }, done);
    });
    this.on('close', () => httpAgent.destroy());
  });
};
