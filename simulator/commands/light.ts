import { element } from '../answer';
import type { Command } from './command';
import { oneOf, range, refuse } from './fields';
import { settingsCommand } from './settings';

/** Mode 3 is manual and needs to know which. */
const MANUAL_MODE = '3';

export const lightCommands: readonly Command[] = [
  settingsCommand({
    path: '/cgi-bin/set_ircut',
    section: '3.7.6',
    faultValue: { manual: '/cgi-bin/set_led' },
    // Modes 6 and 7: the lamp always on, always off (note 23).
    fields: ({ isG }) => [
      range('ircutmode', 0, isG ? 7 : 5, `ircutmode: 0 ~ ${isG ? 7 : 5}`),
      oneOf('time', ['day', 'night'], 'error param time'),
    ],
    of: ({ settings }) => settings.ircut,
    check(given) {
      if (given['ircutmode'] !== MANUAL_MODE) delete given['time'];
      else if (given['time'] === undefined) refuse('not find param time');
    },
    answer: ({ settings }) => element('Capture', { ircutmode: settings.ircut['ircutmode'] ?? '' }),
  }),
  {
    ...settingsCommand({
      path: '/cgi-bin/set_led',
      section: '3.7.7',
      fields: [
        range('brightness', 0, 100, 'brightness: 0 ~ 100'),
        oneOf('ledstatus', ['0', '1'], 'ledstatus: 0 ~ 1'),
        oneOf('ledmode', ['1', '2'], 'ledmode: 1 ~ 2'),
      ],
      of: ({ settings }, { get }) => {
        if (get('ledstatus') === undefined) refuse('not find param ledstatus ');
        return settings.led;
      },
      check(given) {
        if (given['ledstatus'] !== '1') return;
        for (const name of ['brightness', 'ledmode']) {
          if (given[name] === undefined) refuse(`not find param ${name} `);
        }
      },
      answer: ({ settings }) => element('Capture', settings.led),
    }),
    changes: 'always',
  },
];
