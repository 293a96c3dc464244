/** Starts and ends Node-RED processes, and leaves none behind, whatever happens to the test run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeRedDir } from './node-red-version';

/** Node-RED gives close handlers 15 s. */
const STOP_MS = 30_000;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  userDir: string;
  env: Record<string, string>;
  onLine: (line: string) => void;
  onMessage: (message: unknown) => void;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class NodeRedChild {
  readonly exited: Promise<Exit>;
  private readonly child: ChildProcess;

  constructor({ userDir, env, onLine, onMessage }: ChildOptions) {
    // What a test runner sets for itself is not what a user's Node-RED runs with.
    const { NODE_OPTIONS: _options, NODE_ENV: _env, ...inherited } = process.env;
    const child = spawn(process.execPath, [join(nodeRedDir, 'red.js'), '--userDir', userDir], {
      cwd: userDir,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Keeps Buffers and dates what they are.
      serialization: 'advanced',
    });
    this.child = child;
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    child.on('message', onMessage);
    this.exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      // Not "exit": by "close" all output has been read.
      child.once('close', (code, signal) => {
        running.delete(child);
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async send(message: object): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.child.send(message, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Sends the signal and waits for the end, which is forced when it does not come by itself. */
  async kill(signal: NodeJS.Signals): Promise<Exit> {
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    const exit = await this.exited;
    clearTimeout(timer);
    if (exit.signal === 'SIGKILL' && signal !== 'SIGKILL') {
      throw new Error(`Node-RED did not end within ${STOP_MS} ms of ${signal}.`);
    }
    return exit;
  }
}
