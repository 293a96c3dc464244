import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { filename: '', waitTimeout: 180 },
} as const satisfies NodeDefinition;
