import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { stream: 'main', target: 'message' },
} as const satisfies NodeDefinition;
