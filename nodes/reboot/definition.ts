import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { wait: true, waitTimeout: 180 },
} as const satisfies NodeDefinition;
