import type { NodeDefinition } from '../shared/definition';

/** What a node can tell, in the order of the dialog. */
export const TOPICS = [
  'connection',
  'relay',
  'motion',
  'input',
  'person',
  'vehicle',
  'alarm',
  'listening',
] as const;

export type Topic = (typeof TOPICS)[number];

export const definition = {
  inputs: 0,
  camera: 'required',
  defaults: { topics: TOPICS.filter((topic) => topic !== 'relay'), holdTime: 0, relayInterval: 0 },
} as const satisfies NodeDefinition;
