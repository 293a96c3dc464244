import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: {},
} as const satisfies NodeDefinition;
