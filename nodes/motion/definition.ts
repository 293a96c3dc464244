import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { action: 'payload', values: {} },
} as const satisfies NodeDefinition;
