import { needs } from './rules';
import type { Command, Rule } from './schema';

/** Names are compared without regard to capitals (field notes 11 and 29). */
const lastingAdmin: Rule = {
  doc: '"admin" can be neither created, deleted, disabled nor demoted.',
  compares: ['action', 'name', 'privilege', 'enable'],
  isViolated: (sent) =>
    sent.get('name')?.toLowerCase() === 'admin' &&
    (sent.get('action') !== 'edit' ||
      (sent.get('privilege') ?? 'Administrator') !== 'Administrator' ||
      sent.get('enable') === 'Disable'),
};

/** Chapter 3.6.5: users. */
export const users = {
  users: {
    doc: 'The accounts of the camera.',
    section: '3.6.5',
    parameters: {
      action: {
        type: 'choice',
        values: ['add', 'edit', 'delete'],
        doc: 'Kind of change.',
        access: 'write-only',
        required: true,
      },
      name: { type: 'text', maxBytes: 40, doc: 'User name.', required: true, answeredAs: ['Username'] },
      newpasswd: {
        type: 'text',
        // Unlike `password` it is not percent-decoded (field note 29).
        pattern: {
          like: /^[\w.~!$'()*+,:;=@/?-]+$/,
          words: "text of letters, digits and -._~!$'()*+,:;=@/?",
        },
        doc: 'New password.',
        access: 'write-only',
        secret: true,
      },
      privilege: {
        type: 'choice',
        values: ['User', 'Administrator', 'Operator'],
        doc: 'User: view only; Operator: all but user management; Administrator: all rights.',
        answeredAs: ['Group'],
      },
      enable: {
        type: 'flag',
        words: { yes: 'Enable', no: 'Disable' },
        doc: 'Log-in allowed.',
        answeredAs: ['Status'],
      },
      users: { type: 'list', doc: 'All accounts.', access: 'read-only' },
    },
    rules: [needs('action', ['name', 'newpasswd', 'privilege', 'enable'], 'add'), lastingAdmin],
    read: {
      path: 'user_management',
      effect: 'read',
      answer: { form: 'list', parameter: 'users', of: 'Account' },
      fixedQuery: 'action=get_user',
    },
    write: {
      path: 'user_management',
      effect: 'act',
      destructive: true,
      answer: { form: 'done', like: /^ok$/i },
    },
  },
} as const satisfies Record<string, Command>;
