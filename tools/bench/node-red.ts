/** A real Node-RED with the packed package and the bench's nodes, and nothing that listens to its messages. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { NodeRedChild } from '../node-red/child';
import { createUserDir, type FlowNode } from '../node-red/user-dir';
import type { BenchEvent, BenchRequest, Heap, Latencies, Load, Measured } from './protocol';

const TYPES = ['bench-source', 'bench-sink', 'bench-latency', 'bench-bare', 'bench-axios', 'bench-socket'];
const ANSWER_MS = 300_000;

function writeBenchNodes(folder: string): void {
  const source = readFileSync(join(__dirname, 'bench-nodes.ts'), 'utf8');
  const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS };
  const definition = "{ category: 'bench', defaults: {}, inputs: 1, outputs: 1 }";
  const html = TYPES.map((type) => `RED.nodes.registerType('${type}', ${definition});`).join('\n');
  mkdirSync(join(folder, 'nodes'));
  writeFileSync(join(folder, 'nodes/bench.js'), transpileModule(source, { compilerOptions }).outputText);
  writeFileSync(join(folder, 'nodes/bench.html'), `<script>${html}</script>`);
}

/** As if it had never been installed: Node-RED would look for a module that is missing. */
function removePackage(folder: string): void {
  rmSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node-red-project', private: true }));
}

export interface StartOptions {
  withPackage?: boolean;
  /** Where the package is installed; the one of this checkout unless said otherwise. */
  installed?: string;
}

export type Started = BenchedNodeRed & { startMs: number; startCpuMs: number };

export class BenchedNodeRed {
  readonly #userDir: string;
  #child!: NodeRedChild;
  readonly #lines: string[] = [];
  #heard: (event: BenchEvent) => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  private constructor(userDir: string) {
    this.#userDir = userDir;
  }

  /** Starts it, and times that from the process's start until the flows run. */
  static async start(
    flows: FlowNode[],
    { withPackage = true, installed }: StartOptions = {},
  ): Promise<Started> {
    const userDir = createUserDir({ flows, ...(installed !== undefined && { installed }) });
    if (!withPackage) removePackage(userDir);
    writeBenchNodes(userDir);
    const red = new BenchedNodeRed(userDir);
    const from = performance.now();
    const event = await red.#next('started', () => red.#launch());
    const cpuMs = event.kind === 'started' ? event.cpuMs : NaN;
    return Object.assign(red, { startMs: performance.now() - from, startCpuMs: cpuMs });
  }

  #launch(): void {
    this.#child = new NodeRedChild({
      userDir: this.#userDir,
      env: {},
      onLine: (line) => void this.#lines.push(line),
      onMessage: (event) => this.#heard(event as BenchEvent),
    });
    const ended = () => this.#failed(new Error(`Node-RED has ended:\n${this.#lines.slice(-20).join('\n')}`));
    this.#child.exited.then(ended, ended);
  }

  #next(kind: BenchEvent['kind'], act: () => void): Promise<BenchEvent> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`Node-RED did not answer:\n${this.#lines.slice(-20).join('\n')}`));
      const timer = setTimeout(late, ANSWER_MS);
      this.#failed = (error) => {
        clearTimeout(timer);
        reject(error);
      };
      this.#heard = (event) => {
        if (event.kind !== kind) return;
        clearTimeout(timer);
        resolve(event);
      };
      act();
    });
  }

  async #ask(request: BenchRequest): Promise<unknown> {
    const event = await this.#next('answer', () => void this.#child.send(request));
    return event.kind === 'answer' ? event.value : undefined;
  }

  async load(load: Omit<Load, 'kind'>): Promise<Measured> {
    const measured = (await this.#ask({ kind: 'load', ...load })) as Measured;
    if (measured.wrong > 0) throw new Error(`${load.source}: ${measured.wrong} messages came out wrong`);
    return measured;
  }

  /** Of the alarms since the last time. */
  async latencies(): Promise<Latencies> {
    return (await this.#ask({ kind: 'latencies' })) as Latencies;
  }

  async heapBytes(): Promise<number> {
    return ((await this.#ask({ kind: 'heap' })) as Heap).heapBytes;
  }

  /** Writes a CPU profile of what is done meanwhile. */
  async profiled(file: string, act: () => Promise<unknown>): Promise<void> {
    await this.#ask({ kind: 'startProfile' });
    await act();
    await this.#ask({ kind: 'stopProfile', file });
  }

  async close(): Promise<void> {
    this.#failed = () => undefined;
    await this.#child.kill('SIGTERM');
    rmSync(this.#userDir, { recursive: true, force: true, maxRetries: 3 });
  }
}
