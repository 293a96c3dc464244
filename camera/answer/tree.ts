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

/** An element as an object of its attributes and children; text as it is, under `#text` beside others. */
export function toObject(element: Element): unknown {
  const { attributes, children, text } = element;
  if (attributes.length === 0 && children.length === 0) return text;
  const object = new Map<string, unknown>(attributes);
  for (const child of children) {
    const value = toObject(child);
    const present = object.get(child.name);
    if (present === undefined) object.set(child.name, value);
    else object.set(child.name, [...(Array.isArray(present) ? (present as unknown[]) : [present]), value]);
  }
  if (text !== '') object.set('#text', text);
  return Object.fromEntries(object);
}
