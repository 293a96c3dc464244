import type { Element } from './xml';

type Tree = Record<string, unknown>;

/**
 * Nested elements as nested objects. Elements with an attribute `name` stand under that name, `1-30` becomes
 * `{ min, max }`, digits become numbers, and what occurs several times becomes a list.
 */
export function toTree(element: Element): Tree {
  const parts: [string, unknown][] = [];
  const labelled = new Map<string, Map<string, unknown>>();
  for (const [name, value] of element.attributes) if (name !== 'name') parts.push([name, leaf(value)]);
  for (const child of element.children) {
    const value = child.children.length > 0 || child.attributes.length > 0 ? toTree(child) : leaf(child.text);
    const label = child.attributes.find(([name]) => name === 'name')?.[1];
    if (label === undefined) parts.push([child.name, value]);
    else labelled.set(child.name, (labelled.get(child.name) ?? new Map<string, unknown>()).set(label, value));
  }
  for (const [name, values] of labelled) parts.push([name, Object.fromEntries(values)]);
  return gather(parts);
}

/** An object of names and values; what has a name in common becomes a list. */
function gather(parts: readonly (readonly [string, unknown])[]): Tree {
  const lists = new Map<string, unknown[]>();
  for (const [name, value] of parts) {
    const list = lists.get(name);
    if (list) list.push(value);
    else lists.set(name, [value]);
  }
  return Object.fromEntries([...lists].map(([name, list]) => [name, list.length > 1 ? list : list[0]]));
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
  const parts = [...attributes, ...children.map((child) => [child.name, toObject(child)] as const)];
  return gather(text === '' ? parts : [...parts, ['#text', text]]);
}
