import { fault, text, xml } from '../answer';
import { queryOf } from '../url';
import type { Command } from './command';
import { isWithin, refuse } from './fields';

export const LOCKED_TEXT = 'The user is locked';

export const sessionCommands: readonly Command[] = [
  {
    path: '/cgi-bin/getuid',
    section: '3.2.1',
    access: 'open',
    run({ url, path, get, device }) {
      if (queryOf(url) === '') return fault(path, 'error, parse parameters');
      const username = get('username');
      if (username === undefined) return fault(path, 'error, parse username');
      const password = get('password');
      if (password === undefined) return fault(path, 'error, parse password');
      const verdict = device.accounts.check(username, password);
      if (verdict === 'locked') return text(LOCKED_TEXT);
      if (verdict === 'wrong') return fault(path, 'password error');
      const { name } = device.accounts.find(username) ?? { name: username };
      return xml(`<uid>${device.sessions.open(name).uid}</uid>`);
    },
  },
  {
    path: '/cgi-bin/keep_alive',
    section: '3.2.2',
    access: 'session',
    run: () => xml('<keep_alive>true</keep_alive>'),
  },
  {
    path: '/cgi-bin/setUidValidTime',
    section: '3.7.10',
    access: 'session',
    run({ get, device }) {
      // Firmware G reads seven digits and drops the rest without a word (note 31).
      const given = (get('validTime') ?? '').slice(0, device.isG ? 7 : undefined);
      if (!isWithin(given, 1, 999_999_999)) refuse('validTime: >0');
      // Some firmware reads the number as milliseconds and still says "sec" (field notes, 10).
      device.sessions.lifetimeMs = Number(given) * (device.options.style === 'field' ? 1 : 1000);
      return xml(`<SetUidValidTime>Uid valid time is ${given} sec</SetUidValidTime>`);
    },
  },
];
