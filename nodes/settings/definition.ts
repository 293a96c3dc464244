import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { command: '', values: {}, allowDestructive: false },
} as const satisfies NodeDefinition;
