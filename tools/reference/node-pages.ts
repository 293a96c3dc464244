import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { framed } from '../build/help';
import { nodeNames, PREFIX, root } from '../build/sources';

export { nodeNames };

/** The page of a node in `docs/nodes/`: its help in English, with a picture of its dialog where there is one. */
export async function nodePage(name: string): Promise<string> {
  const picture = existsSync(join(root, 'docs', `${name}.png`))
    ? `![The dialog of ${PREFIX}${name}](../${name}.png)\n\n`
    : '';
  const [first = '', ...sections] = framed(name, 'en-US').split(/^(?=## )/m);
  const text = [first, picture, ...sections].join('').replace(/^: (_?)(.*?)\1(?: \((.*?)\))? : (.*)$/gm, row);
  const page = `# ${PREFIX}${name}\n\n${text}\n\n${SEE_ALSO}`;
  return format(page, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

/** A property of a message or a node, as a line of a list. */
function row(_all: string, _optional: string, name: string, type: string | undefined, text: string): string {
  return `- **${name}**${type ? ` (${type.replaceAll('|', 'or')})` : ''}: ${text}`;
}

const SEE_ALSO = `## See also

- [Cookbook](../cookbook.md), [errors](../errors.md), [troubleshooting](../troubleshooting.md), [compatibility](../compatibility.md)

This page is written by \`npm run reference\` from the help of the node.
`;
