import { isWithin } from './value.js';
import { chosenCamera } from '../core/dom.js';
import type { Limit } from '../../shared/forms.js';

/** A preset that a camera's node names. */
export interface NamedPreset {
  readonly name: string;
  readonly number: number;
}

/** Those that a camera's node saves, in a list; older ones saved an object of numbers by name. */
export function presetNames(camera: string | EditorNode): readonly NamedPreset[] {
  const node = typeof camera === 'string' ? RED.nodes.node(camera) : camera;
  const saved = node?.['presets'] ?? [];
  if (Array.isArray(saved)) return saved as NamedPreset[];
  return Object.entries(saved as Record<string, number>).map(([name, number]) => ({ name, number }));
}

/** Its number, or a name the camera keeps; which names other cameras keep, only the message will tell. */
export function isPreset(node: EditorNode, text: string, limit: Limit): boolean {
  const isOpen = RED.editor.getEditStack?.().includes(node);
  const camera = isOpen ? chosenCamera() : (node['camera'] as string);
  if (isWithin(limit, text) || presetNames(camera).some(({ name }) => name === text)) return true;
  return !/^\d+$/.test(text) && !RED.nodes.node(camera);
}

/** Keeps them in the camera node, where a deploy takes them; what was can be restored by undoing. */
export function keepPresetNames(camera: string, presets: readonly NamedPreset[]): void {
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
export function freeNumber(
  presets: readonly NamedPreset[],
  { min, max }: { min: number; max: number },
): number {
  const taken = new Set(presets.map(({ number }) => number));
  let number = min;
  while (taken.has(number) && number < max) number += 1;
  return number;
}
