import { isWithin } from './value.js';
import { chosenCamera } from '../core/dom.js';
import type { Limit } from '../core/types.js';

/** The presets that a camera node names: numbers by name. */
export type PresetNames = Readonly<Record<string, number>>;

export function presetNames(camera: string | EditorNode): PresetNames {
  const node = typeof camera === 'string' ? RED.nodes.node(camera) : camera;
  return (node?.['presets'] ?? {}) as PresetNames;
}

/** Its number, or a name the camera keeps; which names other cameras keep, only the message will tell. */
export function isPreset(node: EditorNode, text: string, limit: Limit): boolean {
  const isOpen = RED.editor.getEditStack?.().includes(node);
  const camera = isOpen ? chosenCamera() : (node['camera'] as string);
  if (isWithin(limit, text) || Object.hasOwn(presetNames(camera), text)) return true;
  return !/^\d+$/.test(text) && !RED.nodes.node(camera);
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
