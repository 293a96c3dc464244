import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { mode: 'payload' },
} as const satisfies NodeDefinition;
