import type { NodeDefinition } from '../shared/definition';

export const definition = {
  inputs: 0,
  camera: 'required',
  defaults: { relayInterval: 0 },
} as const satisfies NodeDefinition;
