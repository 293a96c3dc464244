/**
 * `npm run soak -- 10 [seed]`: ten minutes of everything at once on 20 simulated cameras, while sessions expire,
 * cameras reboot and connections drop; checked against what must never happen. Ends with 1 if it happened.
 */
import { Socket } from 'node:net';
import { soak, type Soaked } from './run';
import { heapGrowth } from './growth';

const LONGEST_MINUTES = 24 * 60;

/** How long the process may go on after its work. */
const LINGER_MS = 20_000;

/** `getActiveResourcesInfo` tells only kinds. */
const internals = process as unknown as { _getActiveHandles(): object[] };

function numberFrom(text: string | undefined, fallback: number, what: string, max: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (value > 0 && value <= max) return value;
  console.error(`The ${what} must be a number, more than 0 and at most ${max}: npm run soak -- 10 42`);
  process.exit(2);
}

const list = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

function summary({ rounds, endings, requests, openings, movements, faults, samples, violations }: Soaked) {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const heap = samples.map(({ heapBytes }) => heapBytes);
  const messages = Object.values(endings).reduce((sum, count) => sum + count, 0);
  return [
    `rounds      ${rounds}`,
    `messages    ${messages}: ${list(endings)}`,
    `cameras     ${requests} requests, ${movements} movements, ${openings} openings`,
    `faults      ${list(faults)}`,
    `heap        ${megabytes(Math.min(...heap))} to ${megabytes(Math.max(...heap))} MB after gc, grown by ${megabytes(heapGrowth(samples))} MB`,
    `violations  ${violations.length}`,
    ...violations.slice(0, 50).map((violation) => `  ${violation}`),
  ].join('\n');
}

async function main(): Promise<void> {
  const [minutesText, seedText] = process.argv.slice(2);
  const minutes = numberFrom(minutesText, 1, 'minutes', LONGEST_MINUTES);
  const seed = Math.floor(numberFrom(seedText, Date.now() % 1e6, 'seed', 2 ** 32));
  console.log(`Soaking for ${minutes} minutes, seed ${seed}`);
  const soaked = await soak({ ms: minutes * 60_000, seed, onRound: console.log, onViolation: console.log });
  console.log(summary(soaked));
  process.exitCode = soaked.violations.length > 0 ? 1 : 0;
  setTimeout(sayWhatIsLeft, LINGER_MS).unref();
}

/** What keeps this process alive although all cameras and clients are closed. */
function sayWhatIsLeft(): void {
  const sockets = internals._getActiveHandles().filter((handle) => handle instanceof Socket);
  const described = sockets.map(
    ({ localPort, remotePort, destroyed, readyState }) =>
      `socket ${localPort} to ${remotePort} ${readyState}${destroyed ? ', destroyed' : ''}`,
  );
  const left = [...process.getActiveResourcesInfo(), ...described].join(', ');
  console.error(`still alive ${LINGER_MS / 1000} s after the end: ${left}`);
  process.exit(1);
}

void main();
