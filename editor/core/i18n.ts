const SHARED = 'node-red-contrib-anjvision/anjvision-camera:';

/** The first of these texts that there is, from the locale file that all nodes share. */
export function shared(...keys: string[]): string {
  for (const key of keys) {
    const text = RED._(SHARED + key);
    if (!text.endsWith(key)) return text;
  }
  return keys.at(-1) ?? '';
}

/** One of the shared texts, with values in it. */
export const sharedWith = (key: string, values: Record<string, unknown>): string =>
  RED._(SHARED + key, values);

/** A text of this node, or the other one, if there is none in its locale file. */
export function orElse(node: EditorNode, key: string, otherwise: string): string {
  const text = node._(key);
  return text.endsWith(key) ? otherwise : text;
}
