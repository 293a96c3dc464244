import { format, resolveConfig } from 'prettier';
import { commandNames, commands } from '../../camera/commands/index';
import type { Command, Endpoint, Parameter } from '../../camera/commands/schema';
import { describeAllowed } from '../../camera/protocol/encode-value';

const INTRODUCTION = `# Commands

Every command of \`anjvision-settings\`, by its name there. Parameters bear the manual's names; the other nodes use
the same commands. This page is written by \`npm run reference\` from \`camera/commands/\`.

**Reads** answers the parameters; **sets** sends those that are given and leaves the others alone. ◆ needs "Allow
destructive commands" in the node to set. What is only answered may be sent back, and is left out. What a camera
answers beyond this stands under \`extra\`.
`;

/** The reference of all commands that flows may name, as Markdown. */
export async function referenceText(): Promise<string> {
  const rows = commandNames.map((name) => chapter(name, commands[name as keyof typeof commands]));
  const options = await resolveConfig(__filename);
  return format([INTRODUCTION, contents(), ...rows].join('\n\n'), { ...options, parser: 'markdown' });
}

function contents(): string {
  const entries = commandNames.map((name) => {
    const command: Command = commands[name as keyof typeof commands];
    return `| [\`${name}\`](#${name.toLowerCase()}) | ${abilities(command)} | ${command.doc} |`;
  });
  return ['| command | | |', '| --- | --- | --- |', ...entries].join('\n');
}

function abilities({ read, write }: Command): string {
  return [
    read && 'reads',
    write && (write.effect === 'act' ? 'acts' : 'sets') + (write.destructive ? ' ◆' : ''),
  ]
    .filter(Boolean)
    .join(', ');
}

function chapter(name: string, command: Command): string {
  const { doc, section, parameters, rules = [] } = command;
  const rows = Object.entries(parameters).map(([parameter, row]) => parameterRow(parameter, row));
  const table = ['| parameter | accepts | |', '| --- | --- | --- |', ...rows].join('\n');
  return [
    `## ${name}`,
    `${doc} ${abilities(command)[0]!.toUpperCase()}${abilities(command).slice(1)}. Manual ${section}: ${paths(command)}.`,
    rows.length > 0 ? table : 'It has no parameters.',
    rules.map((rule) => `- ${rule.doc}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function paths({ read, write }: Command): string {
  const known = [read, write].filter(
    (exchange): exchange is Endpoint => exchange !== undefined && exchange.path !== '',
  );
  const names = known.flatMap(({ path, fallbackPath }) => (fallbackPath ? [path, fallbackPath] : [path]));
  return [...new Set(names)].map((path) => `\`${path}\``).join(', ') || 'any path';
}

function parameterRow(name: string, parameter: Parameter): string {
  const { access, required, doc } = parameter;
  const notes = [
    required && 'required',
    access === 'selector' && 'chooses what is read or set',
    access === 'write-only' && 'never answered',
  ].filter(Boolean);
  const accepts = access === 'read-only' ? '_only answered_' : acceptedBy(parameter);
  return `| \`${name}\` | ${accepts} | ${doc}${notes.length > 0 ? ` _(${notes.join(', ')})_` : ''} |`;
}

function acceptedBy(parameter: Parameter): string {
  switch (parameter.type) {
    case 'group':
      return Object.keys(parameter.members).length > 0
        ? `an object of ${Object.keys(parameter.members).join(', ')}`
        : 'an object';
    case 'area':
      return 'rows of 0 and 1, rows of flags, "all", "none"';
    default:
      return describeAllowed(parameter).replaceAll('|', '\\|');
  }
}
