/** Processes of the bench's own, which are asked one thing after the other. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ANSWER_MS = 300_000;

/** The next message of a process. */
export async function nextMessage<T>(child: ChildProcess, ms = ANSWER_MS): Promise<T> {
  const ended = new AbortController();
  const onExit = () => ended.abort();
  child.once('exit', onExit);
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(ms)]);
  try {
    return ((await once(child, 'message', { signal })) as [T])[0];
  } finally {
    child.off('exit', onExit);
  }
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A TypeScript file of this folder as a process; its first message says that it is ready. */
export class Child<Ready> {
  readonly #process: ChildProcess;
  ready!: Ready;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  static async start<Ready>(file: string, args: string[] = []): Promise<Child<Ready>> {
    const started = spawn(process.execPath, ['--import', 'tsx', join(__dirname, file), ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running.add(started);
    started.once('exit', () => running.delete(started));
    const child = new Child<Ready>(started);
    child.ready = await nextMessage<Ready>(started);
    return child;
  }

  async ask<Answer>(request: object): Promise<Answer> {
    const answer = nextMessage<Answer>(this.#process);
    this.#process.send(request);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill();
    await exited;
  }
}

export class FixedCamera {
  readonly #child: Child<{ port: number }>;

  private constructor(child: Child<{ port: number }>) {
    this.#child = child;
  }

  /** @param workUs how long it is at work on each answer, in µs. */
  static async start(workUs = 0): Promise<FixedCamera> {
    return new FixedCamera(await Child.start<{ port: number }>('fixed-camera.ts', [String(workUs)]));
  }

  get port(): number {
    return this.#child.ready.port;
  }

  /** How often each command was asked for since the last time. */
  async counts(): Promise<Record<string, number>> {
    return (await this.#child.ask<{ counts: Record<string, number> }>({})).counts;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}
