import { Priority, type Command } from './schema';

/** Chapter 3.2.1, 3.2.2, 3.7.9 and 3.7.10: the session. */
export const session = {
  logIn: {
    doc: 'Opens a session: the uid it answers authorises every other command for 60 idle seconds.',
    section: '3.2.1',
    internal: true,
    parameters: {
      username: { type: 'text', doc: 'User name.', access: 'write-only', required: true },
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
      readParameters: ['username', 'password'],
    },
  },
  keepAlive: {
    doc: 'Keeps the session alive.',
    section: '3.2.2',
    parameters: {
      keep_alive: { type: 'flag', doc: 'The session is valid.', access: 'read-only' },
    },
    read: {
      path: 'keep_alive',
      effect: 'read',
      answer: { form: 'text', parameter: 'keep_alive', like: /^true$/i },
      priority: Priority.Background,
    },
  },
  uidValidTime: {
    doc: 'Sets the validity of all sessions. Some firmware reads the number as milliseconds.',
    section: '3.7.10',
    parameters: {
      validTime: {
        type: 'integer',
        unit: 's',
        min: 1,
        // Longer numbers are cut without a word (field note 31).
        max: 9_999_999,
        doc: 'Validity in seconds.',
        access: 'write-only',
        required: true,
      },
    },
    write: {
      path: 'setUidValidTime',
      effect: 'act',
      destructive: true,
      answer: {
        form: 'done',
        like: /valid time is/i,
        repeats: { parameter: 'validTime', in: /valid time is\s*(\d+)/i },
      },
    },
  },
  webLogin: {
    doc: "The address that opens the camera's web page without a log-in. It contains the password.",
    section: '3.7.9',
    parameters: {
      url: { type: 'text', doc: 'The address.', access: 'read-only' },
    },
    write: { path: 'WEBlogin', effect: 'act', destructive: true, answer: { form: 'special' } },
  },
  raw: {
    doc: 'Any path below /cgi-bin/; returns the XML as an object.',
    section: '3.1',
    parameters: {
      path: {
        type: 'text',
        doc: 'Path below /cgi-bin/, such as getmodel.',
        access: 'write-only',
        required: true,
      },
      params: { type: 'group', members: {}, doc: 'Parameters by name.', access: 'write-only' },
    },
    write: { path: '', effect: 'act', destructive: true, answer: { form: 'special' } },
  },
} as const satisfies Record<string, Command>;
