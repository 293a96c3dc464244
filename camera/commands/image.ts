import { needs, onlyWith, together } from './rules';
import type { Command } from './schema';

const LEVEL = { type: 'integer', min: 0, max: 255 } as const;
const MODE = { type: 'number-choice', values: [0, 1] } as const;
const SPEED = { type: 'integer', unit: '1/s', min: 10, max: 10_000 } as const;

/** Chapter 3.6.3, 3.7.6, 3.7.7 and 3.7.15: picture and light. */
export const image = {
  image: {
    doc: 'Picture settings.',
    section: '3.6.3',
    parameters: {
      brightness: { ...LEVEL, doc: 'Brightness.' },
      contrast: { ...LEVEL, doc: 'Contrast.' },
      saturation: { ...LEVEL, doc: 'Saturation.' },
      sharpness: { ...LEVEL, doc: 'Sharpness.' },
      hlc: { ...LEVEL, doc: 'Highlight compensation.' },
      blc: { ...LEVEL, doc: 'Back light control.' },
      nr2d: { ...LEVEL, doc: '2D noise reduction.' },
      nr3d: { ...LEVEL, doc: '3D noise reduction.' },
      tvsystem: { type: 'number-choice', values: [50, 60], doc: 'Mains frequency in Hz.' },
      antificker: { type: 'flag', doc: 'Forced anti-flicker.' },
    },
    read: { path: 'image', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'image', effect: 'set', answer: { form: 'attributes' } },
  },
  shutter: {
    doc: 'Shutter speeds. A speed takes effect only while its mode is manual. Some firmware refuses the night alone.',
    section: '3.7.15',
    parameters: {
      dayShutterMode: { ...MODE, doc: 'By day: 0 automatic, 1 manual.' },
      dayShutterSpeed: { ...SPEED, doc: 'By day, 1/x s.' },
      nightShutterMode: { ...MODE, doc: 'By night: 0 automatic, 1 manual.' },
      nightShutterSpeed: { ...SPEED, doc: 'By night, 1/x s.', answeredAs: ['nightShuuterSpeed'] },
    },
    rules: [together('dayShutterMode', 'dayShutterSpeed'), together('nightShutterMode', 'nightShutterSpeed')],
    write: { path: 'setShutterSpeed', effect: 'set', answer: { form: 'sentence' } },
  },
  ircut: {
    doc: 'Day/night mode of the IR-cut filter. On some firmware day and night are the other way round; there is a tick for it in the camera node.',
    section: '3.7.6',
    parameters: {
      ircutmode: {
        type: 'number-choice',
        values: [0, 1, 2, 3, 4, 5, 6, 7],
        doc: '0 automatic by image, 1 schedule, 2 external sensor, 3 manual, 4 external sensor inverted, 5 automatic by hardware sensor; only newer firmware: 6 lamp always on, 7 lamp always off.',
      },
      // In mode 3 answers leave it out.
      time: {
        type: 'choice',
        values: ['day', 'night'],
        swappedBy: 'dayNightInverted',
        doc: 'The picture in manual mode.',
      },
    },
    rules: [needs('ircutmode', ['time'], '3'), onlyWith(['time'], 'ircutmode', '3')],
    read: { path: 'set_ircut', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'set_ircut', effect: 'set', answer: { form: 'attributes' } },
  },
  led: {
    doc: 'Infrared or white light. Some firmware numbers the lamps the other way round; there is a tick for it in the camera node.',
    section: '3.7.7',
    parameters: {
      ledstatus: { type: 'flag', doc: 'Light on.', required: true },
      brightness: { type: 'integer', unit: '%', min: 0, max: 100, doc: 'Brightness in per cent.' },
      ledmode: {
        type: 'number-choice',
        values: [1, 2],
        swappedBy: 'lampsSwapped',
        doc: '1 infrared light, 2 white light.',
      },
    },
    rules: [needs('ledstatus', ['brightness', 'ledmode'], '1')],
    write: { path: 'set_led', effect: 'set', answer: { form: 'attributes' } },
  },
  wdr: {
    doc: 'Wide dynamic range. Newer firmware only.',
    section: 'field note 35',
    parameters: {
      enable: { type: 'flag', doc: 'Wide dynamic range enabled.', answeredAs: ['WDRMode'] },
      wdr_value: { ...LEVEL, doc: 'Strength.', answeredAs: ['WDRValue'] },
    },
    read: { path: 'set_wdr', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'set_wdr', effect: 'set', answer: { form: 'attributes' } },
  },
  flip: {
    doc: 'Mirrors the picture. Newer firmware only.',
    section: 'field note 35',
    parameters: {
      vertical_flip: { type: 'flag', doc: 'Upside down.' },
      horizon_flip: { type: 'flag', doc: 'Left and right exchanged.' },
    },
    read: { path: 'set_flip', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'set_flip', effect: 'set', answer: { form: 'attributes' } },
  },
  noiseReduction: {
    doc: 'Noise reduction alone, as in `image`. Newer firmware only.',
    section: 'field note 35',
    parameters: {
      // Spatial and temporal.
      y_2D_value: { ...LEVEL, doc: '2D noise reduction.', answeredAs: ['SNF'] },
      y_3D_value: { ...LEVEL, doc: '3D noise reduction.', answeredAs: ['TNF'] },
    },
    read: { path: 'set_noise_reduction', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'set_noise_reduction', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
