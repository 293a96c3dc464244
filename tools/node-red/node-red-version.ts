/**
 * The one place that decides which Node-RED the tests run: 4.1 under Node.js 20, 5 from Node.js 22 on.
 * NODE_RED_LINE=4 or 5 overrides it.
 */
import { dirname } from 'node:path';

const PACKAGES = { '4': 'node-red', '5': 'node-red-5' } as const;

export type NodeRedLine = keyof typeof PACKAGES;

function chooseLine(): NodeRedLine {
  const wanted = process.env['NODE_RED_LINE'];
  if (wanted === '4' || wanted === '5') return wanted;
  if (wanted) throw new Error(`NODE_RED_LINE is "${wanted}"; it may be 4 or 5.`);
  return Number.parseInt(process.versions.node, 10) >= 22 ? '5' : '4';
}

export const nodeRedLine: NodeRedLine = chooseLine();

/** For `helper.init(nodeRedMain)` of node-red-node-test-helper. */
export const nodeRedMain: string = require.resolve(PACKAGES[nodeRedLine]);

const manifestPath = require.resolve(`${PACKAGES[nodeRedLine]}/package.json`);

export const nodeRedDir: string = dirname(manifestPath);

export const nodeRedVersion: string = (require(manifestPath) as { version: string }).version;
