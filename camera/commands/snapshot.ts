import type { Command } from './schema';

/** Chapter 3.7.5 (field note "snapshot.cgi"): pictures. */
export const snapshot = {
  snapshot: {
    doc: 'A snapshot.',
    section: '3.7.5',
    internal: true,
    parameters: {
      stream: {
        type: 'number-choice',
        values: [0, 1],
        doc: '1 is the main stream, 0 the sub stream.',
        access: 'write-only',
        required: true,
      },
      picture: { type: 'picture', doc: 'The JPEG.', access: 'read-only' },
      upload: {
        type: 'number-choice',
        values: [0, 1, 2, 3],
        doc: '0 SD card, 1 FTP, 2 e-mail, 3 NFS.',
        access: 'write-only',
      },
    },
    read: {
      path: 'snapshot.cgi',
      effect: 'read',
      answer: { form: 'picture', parameter: 'picture' },
      readParameters: ['stream'],
    },
    write: { path: 'snapshot.cgi', effect: 'act', atomic: true, answer: { form: 'done', like: /^ok$/i } },
  },
} as const satisfies Record<string, Command>;
