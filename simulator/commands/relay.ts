import { xml } from '../answer';
import type { Command } from './command';
import { refuse } from './fields';

export const relayCommands: readonly Command[] = [
  {
    path: '/cgi-bin/getRelayStatus',
    section: '3.7.13',
    access: 'session',
    run({ device }) {
      if (!device.options.hasRelay) return xml('<RelayStatus>Get status(0) fail</RelayStatus>', 400);
      return xml(`<RelayStatus>status=${device.relay.reported ? 1 : 0}</RelayStatus>`);
    },
  },
  {
    path: '/cgi-bin/setRelayStatus',
    section: '3.7.14',
    access: 'session',
    changes: 'always',
    run({ get, device }) {
      const status = get('status');
      if (status === undefined) refuse('not find param status');
      const isState = status === '0' || status === '1';
      if (!isState && !device.newer) refuse('status: 0 or 1');
      // A camera without a relay says the same, and newer firmware says it to anything: only reading back tells.
      if (isState && device.options.hasRelay) device.relay.open = status === '1';
      return xml(`<RelayStatus> set status=${status}</RelayStatus>`);
    },
  },
  {
    path: '/cgi-bin/setManualInputAlarm',
    section: '3.7.11',
    access: 'session',
    run({ device }) {
      device.alarms.push(device.now);
      device.reporter.triggerInput();
      return xml('<ManualInputAlarm>successful</ManualInputAlarm>');
    },
  },
];
