/** The help of a node, from Markdown to the form that Node-RED's own nodes have. */
import type { MarkedExtension, Tokens } from 'marked' with { 'resolution-mode': 'import' };
import { definitionOf, PREFIX, read } from './sources';

/** What the help of every node says, in one language: headings, and the lines below them. */
interface Frame {
  inputs: string;
  outputs: string;
  details: string;
  cameraIn: string;
  cameraOut: string;
  errors: string;
}

/** Makes what turns the help of a node in one language into its file. */
export async function helpWriter(): Promise<(name: string, language: string) => string> {
  const { Marked } = await import('marked');
  const markdown = new Marked(form);
  return (name, language) =>
    `<script type="text/html" data-help-name="${PREFIX}${name}">\n${markdown.parse(framed(name, language)) as string}</script>\n`;
}

/** The text of a node, with what all nodes have added to its sections: the camera in and out, and where errors go. */
export function framed(name: string, language: string): string {
  const { help: frame } = JSON.parse(read('nodes/shared', `${language}.json`)) as { help: Frame };
  const text = read('nodes', name, `${language}.md`);
  const { category, camera } = definitionOf(name);
  if (category) return text;
  const [, ...sections] = text.split(/^(?=## )/m).map((section) => section.trimEnd());
  const add = (section: string) => {
    const heading = /^## (.*)/.exec(section)?.[1];
    if (heading === frame.inputs && !camera) return `${section}\n: _camera_ (string) : ${frame.cameraIn}`;
    if (heading === frame.outputs && camera !== 'none')
      return `${section}\n: camera (string) : ${frame.cameraOut}`;
    return heading === frame.details ? `${section}\n\n${frame.errors}` : section;
  };
  return [text.split(/^## /m)[0]!.trimEnd(), ...sections.map(add)].join('\n\n');
}

/** `: name (type) : what it is`, one a line, the name in emphasis if it need not be there; as in Node-RED's own help. */
const properties: NonNullable<MarkedExtension['extensions']>[number] = {
  name: 'properties',
  level: 'block',
  start: (source) => /^: /m.exec(source)?.index,
  tokenizer(source) {
    const raw = /^(?:: .*(?:\n|$))+/.exec(source)?.[0];
    if (!raw) return undefined;
    const rows = raw
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, optional, name, type, description] =
          /^: (_?)(.*?)\1(?: \((.*?)\))? : (.*)$/.exec(line) ?? [];
        if (!name) throw new Error(`no property: ${line}`);
        return { optional, name, type, description: this.lexer.inlineTokens(description!, []) };
      });
    return { type: 'properties', raw, rows };
  },
  renderer({ rows }) {
    const row = ({ optional, name, type, description }: Record<string, string> & { description: never }) =>
      `  <dt${optional ? ' class="optional"' : ''}>${name}${type ? ` <span class="property-type">${type}</span>` : ''}</dt>
  <dd>${this.parser.parseInline(description)}</dd>\n`;
    return `<dl class="message-properties">\n${(rows as never[]).map(row).join('')}</dl>\n`;
  },
};

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const form: MarkedExtension = {
  extensions: [properties],
  renderer: {
    heading({ tokens }: Tokens.Heading) {
      return `<h3>${this.parser.parseInline(tokens)}</h3>\n`;
    },
    code: ({ text }: Tokens.Code) => `<pre>${escape(text)}</pre>\n`,
    codespan: ({ text }: Tokens.Codespan) => `<code>${escape(text)}</code>`,
  },
};
