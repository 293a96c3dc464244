/** The presets that a camera node names: numbers by name. */
export type PresetNames = Readonly<Record<string, number>>;

export function presetNames(camera: string): PresetNames {
  return (RED.nodes.node(camera)?.['presets'] ?? {}) as PresetNames;
}

/** Keeps them in the camera node, where a deploy takes them; what was can be restored by undoing. */
export function keepPresetNames(camera: string, presets: PresetNames): void {
  const node = RED.nodes.node(camera);
  if (!node) return;
  const { changed, presets: before } = node;
  RED.history.push({ t: 'edit', node, changes: { presets: before }, changed, dirty: RED.nodes.dirty() });
  node['presets'] = presets;
  node.changed = true;
  RED.nodes.dirty(true);
  RED.events.emit('nodes:change', node);
}

/** The lowest number that no name has. */
export function freeNumber(presets: PresetNames, { min, max }: { min: number; max: number }): number {
  const taken = new Set(Object.values(presets));
  let number = min;
  while (taken.has(number) && number < max) number += 1;
  return number;
}
