import { Priority, type Command } from './vocabulary';

/** Chapter 3.2.1 and 3.2.2: the session. */
export const session = {
  logIn: {
    doc: 'Opens a session: the uid it answers authorises every other command for 60 idle seconds.',
    section: '3.2.1',
    parameters: {
      username: { type: 'text', doc: 'User name.', access: 'write-only', required: true, maxBytes: 40 },
      password: {
        type: 'text',
        doc: 'Password.',
        access: 'write-only',
        required: true,
        encoded: true,
        secret: true,
      },
      uid: {
        type: 'text',
        doc: 'Identifies the session; text, even if it looks like a number.',
        access: 'read-only',
      },
    },
    read: {
      path: 'getuid',
      effect: 'read',
      answer: { form: 'text', parameter: 'uid' },
      carries: ['username', 'password'],
      authorisedBy: 'itself',
    },
  },
  keepAlive: {
    doc: 'Keeps the session alive without doing anything else.',
    section: '3.2.2',
    parameters: {},
    read: {
      path: 'keep_alive',
      effect: 'read',
      answer: { form: 'done', like: /^true$/i },
      priority: Priority.Background,
    },
  },
} as const satisfies Record<string, Command>;
