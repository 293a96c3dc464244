import type { NodeDefinition } from '../shared/definition';

export const definition = {
  defaults: { action: 'payload', speed: 5, duration: 0, maxDuration: 10_000, preset: '' },
} as const satisfies NodeDefinition;
