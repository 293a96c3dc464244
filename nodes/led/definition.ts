import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { action: 'payload', light: 'white', brightness: 50 },
} as const satisfies NodeDefinition;
