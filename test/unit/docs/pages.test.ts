import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(file, 'utf8');
const pages = [
  ...['README.md', 'SECURITY.md', 'CONTRIBUTING.md'].map((name) => join(root, name)),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, 'docs', name)),
];

/** The anchors that a page offers, as the usual renderers of Markdown make them of its headings. */
function anchors(text: string): Set<string> {
  const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ +(.*)$/gm)];
  return new Set(
    headings.map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('the pages of the documentation', () => {
  for (const page of pages) {
    it(`lead nowhere in vain: ${relative(root, page)}`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link]) => link!);
      for (const link of links) {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? page : resolve(dirname(page), decodeURI(file));
        assert.ok(existsSync(target), `${link}: no such file`);
        if (anchor) assert.ok(anchors(read(target)).has(anchor), `${link}: no such heading`);
      }
    });
  }

  it('explain every error code, and no other', () => {
    const codes = [...read(join(root, 'camera/core/errors.ts')).matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(
      ([, code]) => code,
    );
    const page = read(join(root, 'docs/errors.md'));
    assert.ok(codes.length > 10);
    assert.deepEqual(
      [...page.matchAll(/^## ([A-Z_]+)$/gm)].map(([, code]) => code),
      codes,
    );
    assert.deepEqual(
      [...page.matchAll(/^\| \[`([A-Z_]+)`\]/gm)].map(([, code]) => code),
      codes,
    );
  });

  it('name every example in the cookbook, and no other', () => {
    const examples = readdirSync(join(root, 'examples')).map((file) => file.replace(/\.json$/, ''));
    const named = [...read(join(root, 'docs/cookbook.md')).matchAll(/^\| \*\*(.+?)\*\*/gm)].map(
      ([, name]) => name!,
    );
    assert.deepEqual(named.sort(), examples.sort());
    assert.ok(examples.length >= 15);
  });

  it('are found from the README within two clicks', () => {
    const linked = (page: string) =>
      [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+\.md)/g)].map(([, link]) =>
        resolve(dirname(page), link!),
      );
    const first = linked(join(root, 'README.md'));
    const found = new Set([...first, ...first.flatMap(linked)]);
    for (const page of pages.slice(1)) assert.ok(found.has(page), relative(root, page));
  });
});
