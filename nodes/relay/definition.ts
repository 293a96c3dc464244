import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { action: 'payload', duration: 1000, rest: 'close', verify: true },
} as const satisfies NodeDefinition;
