import type { Command } from './schema';

/** Chapter 3.6.6: RTMP. */
export const streaming = {
  rtmp: {
    doc: 'Sends a stream to an RTMP server.',
    section: '3.6.6',
    parameters: {
      enable: { type: 'flag', doc: 'RTMP enabled.' },
      server: { type: 'text', doc: 'Address of the server.' },
      appname: { type: 'text', doc: 'Name of the application.' },
      streamid: { type: 'text', doc: 'Name of the stream.', toEndOfUrl: true },
      port: { type: 'integer', min: 0, max: 65_535, doc: 'Port of the server.' },
      streamno: { type: 'number-choice', values: [0, 1], doc: '0 main stream, 1 sub stream.' },
      type: { type: 'number-choice', values: [0, 1], doc: '0 standard, 1 compatible.' },
    },
    read: { path: 'rtmp', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'rtmp', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
