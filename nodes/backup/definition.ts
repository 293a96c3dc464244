import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { action: 'save', commands: [], allowDestructive: false, otherModel: false },
} as const satisfies NodeDefinition;
