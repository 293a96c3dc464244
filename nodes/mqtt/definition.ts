import type { NodeDefinition } from '../shared/definition';

export const definition = {
  camera: 'none',
  defaults: {
    site: 'home',
    cameras: [],
    allow: ['relay', 'ptz', 'led', 'ircut', 'motion', 'snapshot', 'alarm'],
    discovery: 'homeassistant',
    snapshotRetain: false,
  },
} as const satisfies NodeDefinition;
