/** A fleet's figures as a section of the results. */
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { brokerName } from '../../mqtt/broker';
import { nodeRedVersion } from '../../node-red/node-red-version';
import type { Loaded, Rest } from './fleet';
import type { LoadResult } from './load';
import type { Outage } from './outage';
import type { Plan } from './plan';

export interface Stage {
  readonly rest: Rest;
  readonly loaded: Loaded;
}

export interface FleetResults {
  readonly plan: Plan;
  /** Memory of a Node-RED with a bridge and no camera. */
  readonly baseBytes: number;
  /** The smallest first. */
  readonly stages: readonly Stage[];
  readonly outage: Outage;
}

const TITLE = '## A fleet';
const RESULTS = resolve(__dirname, '../../../bench/RESULTS.md');
const NOTES = join(__dirname, '../../../bench/fleet.md');

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const codes = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([code, count]) => `${count} × ${code}`)
    .join(', ') || 'none';
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function growth({ stages, plan, baseBytes }: FleetResults): string[] {
  const columns = ['cameras', 'until all are online', 'memory a camera', 'CPU a camera at rest', 'commands/s', 'p50', 'p99', 'CPU a command', 'CPU of the broker, at rest and under load']; // prettier-ignore
  const lines = stages.map(({ rest, loaded }) => {
    const { cameras, nodeRed, onlineMs } = rest;
    const { load } = loaded;
    const perCommand = ((loaded.nodeRed.cpu - nodeRed.cpu) * 1000) / load.perSecond;
    return row([
      cameras,
      `${(onlineMs / 1000).toFixed(1)} s`,
      `${((nodeRed.bytes - plan.sites * baseBytes) / cameras / 1024).toFixed(0)} KB`,
      `${((nodeRed.cpu * 1000) / cameras).toFixed(3)} ms/s`,
      load.perSecond.toFixed(0),
      `${load.p50Ms.toFixed(0)} ms`,
      `${load.p99Ms.toFixed(0)} ms`,
      `${perCommand.toFixed(1)} ms`,
      rest.broker && loaded.broker
        ? `${percent(rest.broker.cpu)}, ${percent(loaded.broker.cpu)}`
        : 'not known',
    ]);
  });
  return [row(columns), row(columns.map(() => '---')), ...lines];
}

const account = ({ commands, lost, failed, missing, unasked }: LoadResult) =>
  `${commands} commands: ${lost} without an answer, refused or failed: ${codes(failed)}; ${missing} openings answered and not made, ${unasked} made and not asked for`;

export function section(results: FleetResults): string {
  const { plan, stages, outage, baseBytes } = results;
  const last = stages.at(-1)!;
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB of memory`;
  const memory = (last.rest.nodeRed.bytes / plan.sites / 1e6).toFixed(0);
  return [
    TITLE,
    '',
    `\`npm run bench -- fleet\` on ${machine}; Node.js ${process.versions.node}, Node-RED ${nodeRedVersion}, ${brokerName}.`,
    `${plan.sites} Node-REDs, the broker, all cameras and the sender of the commands share the machine. Sessions are kept alive;`,
    `alarms are off${plan.discovery ? '' : ', and so is the discovery of Home Assistant'}. A command is a pulse of 200 ms: four requests to the camera.`,
    `Watched for ${plan.restSeconds} s at rest and, the last fleet, for ${plan.loadSeconds} s under load. Memory is what the system counts for the`,
    `processes, without the ${(baseBytes / 1e6).toFixed(0)} MB of each Node-RED that has no camera.`,
    '',
    ...growth(results),
    '',
    `The largest fleet, with ${memory} MB for each Node-RED: ${account(last.loaded.load)}.`,
    '',
    `One Node-RED killed: its site was offline by its will after ${outage.willMs.toFixed(0)} ms. Meanwhile at the others:`,
    `${account(outage.others)}; p50 ${outage.others.p50Ms.toFixed(0)} ms, p99 ${outage.others.p99Ms.toFixed(0)} ms, ${outage.othersOffline} cameras offline.`,
    `Of ${outage.sent} commands sent to the dead site, ${outage.carriedOut} opened something when it was back after ${(outage.backMs / 1000).toFixed(1)} s`,
    `(answers: ${codes(outage.answers)}). ${outage.pulses} pulses ran when it was killed; in the end ${outage.open} relays were open.`,
    '',
  ].join('\n');
}

/** What must be so, whatever the machine. */
export function faultsOf({ stages, outage }: FleetResults): string[] {
  const loads = [...stages.map(({ loaded }) => loaded.load), outage.others];
  const count = (what: string, value: number) => (value === 0 ? [] : [`${value} ${what}`]);
  return [
    ...loads.flatMap(({ lost, missing, unasked }) => [
      ...count('commands without an answer', lost),
      ...count('openings that were answered and not made', missing),
      ...count('openings that nobody asked for', unasked),
    ]),
    ...count('commands carried out that were sent to a dead site', outage.carriedOut),
    ...count('relays open in the end', outage.open),
    ...count('cameras of other sites offline', outage.othersOffline),
  ];
}

/** Keeps the section for the next run of the other bench, and puts it at the end of the results. */
export async function write(results: FleetResults): Promise<void> {
  const text = await format(section(results), { parser: 'markdown', printWidth: 110 });
  writeFileSync(NOTES, text);
  const before = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').split(`\n${TITLE}\n`)[0]!.trimEnd() : '';
  writeFileSync(RESULTS, `${before}\n\n${text}`);
}
