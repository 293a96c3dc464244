/**
 * Loaded by mocha before any test. mocha swallows unhandled rejections, but one of them in a node ends a
 * user's whole Node-RED: here they fail the run, and so do leaks.
 */
import { getActiveResourcesInfo } from 'node:process';
import { nodeRedVersion } from '../tools/node-red/node-red-version';

/** Warnings that tell of a leak, or of a timer that does not wait as long as it was told to. */
const FATAL_WARNINGS = new Set([
  'MaxListenersExceededWarning',
  'PromiseRejectionHandledWarning',
  'TimeoutNaNWarning',
  'TimeoutNegativeWarning',
  'TimeoutOverflowWarning',
]);

/** With nothing left open the process ends by itself, long before this. */
const LINGER_MS = 15_000;

console.log(`Node.js ${process.version}, Node-RED ${nodeRedVersion}`);

const seen = new WeakSet<Promise<unknown>>();

function isMochaError(reason: unknown): boolean {
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  return typeof code === 'string' && code.startsWith('ERR_MOCHA_');
}

process.on('unhandledRejection', (reason, promise) => {
  // mocha reports its own errors itself, and emits the event once more for those of others.
  if (isMochaError(reason) || seen.has(promise)) return;
  seen.add(promise);
  // Thrown from here it is an uncaught exception: it fails the running test, or, after the last, the process.
  throw new Error('Unhandled rejection', { cause: reason });
});

process.on('warning', (warning) => {
  if (FATAL_WARNINGS.has(warning.name)) throw warning;
});

export const mochaHooks = {
  afterAll(): void {
    setTimeout(() => {
      console.error(`The tests are over, but these are still open: ${getActiveResourcesInfo().join(', ')}`);
      // mocha sets the exit code in a listener of its own; this one comes after it.
      process.on('exit', () => (process.exitCode ||= 1));
      process.exit();
    }, LINGER_MS).unref();
  },
};
