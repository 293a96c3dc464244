/** Writes `docs/commands.md` from the command table, and `docs/nodes/` from the help: `npm run reference`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeNames, nodePage } from './node-pages';
import { referenceText } from './text';

const docs = join(__dirname, '../..', 'docs');

export const REFERENCE_FILE = join(docs, 'commands.md');
export const nodePageFile = (name: string): string => join(docs, 'nodes', `${name}.md`);

async function write(): Promise<void> {
  writeFileSync(REFERENCE_FILE, await referenceText());
  mkdirSync(join(docs, 'nodes'), { recursive: true });
  for (const name of nodeNames) writeFileSync(nodePageFile(name), await nodePage(name));
}

if (require.main === module) void write();
