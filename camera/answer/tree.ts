import type { Element } from './document';

type Tree = Record<string, unknown>;

/**
 * Nested elements as nested objects. Elements with an attribute `name` stand under that name, `1-30` becomes
 * `{ min, max }`, digits become numbers, and what occurs several times becomes a list.
 */
export function toTree(element: Element): Tree {
  const tree = new Map<string, unknown>();
  for (const [name, value] of element.attributes) if (name !== 'name') tree.set(name, leaf(value));
  for (const child of element.children) {
    const value = child.children.length > 0 || child.attributes.length > 0 ? toTree(child) : leaf(child.text);
    const label = child.attributes.find(([name]) => name === 'name')?.[1];
    const present = tree.get(child.name);
    if (label !== undefined) {
      tree.set(child.name, { ...(present as Tree | undefined), ...Object.fromEntries([[label, value]]) });
    } else if (present === undefined) tree.set(child.name, value);
    else tree.set(child.name, [...(Array.isArray(present) ? (present as unknown[]) : [present]), value]);
  }
  return Object.fromEntries(tree);
}

function leaf(text: string): unknown {
  const range = /^\s*(\d{1,15})\s*-\s*(\d{1,15})\s*$/.exec(text);
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  return /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : text;
}
