import type { NodeDefinition } from '../shared/definition';

export const definition = {
  category: 'config',
  defaults: {
    name: '',
    host: '',
    port: 80,
    protocol: 'http',
    tls: '',
    timeout: 5000,
    keepSession: true,
    lampsSwapped: false,
    dayNightInverted: false,
    presets: [],
    alarms: 'auto',
    controlPort: 8091,
    onvifPort: '',
    model: '',
    firmware: '',
  },
  types: { tls: 'tls-config' },
  credentials: { username: { type: 'text' }, password: { type: 'password' } },
} as const satisfies NodeDefinition;
