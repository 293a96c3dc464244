/** Writes `docs/commands.md` from the command table: `npm run reference`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceText } from './text';

export const REFERENCE_FILE = join(__dirname, '../..', 'docs', 'commands.md');

if (require.main === module) void referenceText().then((text) => writeFileSync(REFERENCE_FILE, text));
