import type { Account, Accounts, Privilege } from '../accounts';
import { element, xml } from '../answer';
import type { Call, Command } from './command';
import { refuse } from './fields';

const PRIVILEGES = ['User', 'Administrator', 'Operator'];
const MAX_NAME_BYTES = 40;

const CHANGES: Record<string, (accounts: Accounts, call: Call) => void> = {
  add(accounts, { get }) {
    const [name, password] = [get('name'), get('newpasswd')];
    const { privilege, enable } = rightsOf(get);
    if (!name || !password || !privilege || !enable) {
      refuse('The parameters must include name,newpasswd,privilege,enable');
    }
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) refuse('error username');
    if (accounts.find(name)) refuse('error username duplicated');
    accounts.list.push({ name, password, privilege, enable });
  },
  delete(accounts, { get, account }) {
    const victim = accounts.find(get('name') ?? '');
    // Nobody can delete himself, so that one administrator always remains.
    if (!victim || victim === account) refuse('error username');
    accounts.list = accounts.list.filter((entry) => entry !== victim);
  },
  edit(accounts, { get }) {
    const found = accounts.find(get('name') ?? '') ?? refuse('username none exist to edit');
    const { privilege, enable } = rightsOf(get);
    found.password = get('newpasswd') ?? found.password;
    found.privilege = privilege ?? found.privilege;
    found.enable = enable ?? found.enable;
  },
};

export const userCommands: readonly Command[] = [
  {
    path: '/cgi-bin/user_management',
    section: '3.6.5',
    access: 'session',
    run(call) {
      const { device, account, get } = call;
      const action = get('action') ?? '';
      if (action === 'get_user')
        return xml(element('UserConfig', {}, device.accounts.list.map(entry).join('')));
      const change = Object.hasOwn(CHANGES, action) ? CHANGES[action] : undefined;
      if (!change) return refuse('action: add or edit or delete');
      if (account?.privilege !== 'Administrator') refuse('Non-administrators cannot edit users');
      change(device.accounts, call);
      return xml('<user_management>OK</user_management>');
    },
  },
];

function entry({ name, privilege, enable }: Account): string {
  return element('Account', { Username: name, Group: privilege, Status: enable });
}

function rightsOf(get: Call['get']): Partial<Pick<Account, 'privilege' | 'enable'>> {
  const [privilege, enable] = [get('privilege'), get('enable')];
  if (privilege && !PRIVILEGES.includes(privilege)) refuse('privilege: User or Administrator or Operator');
  if (enable && enable !== 'Enable' && enable !== 'Disable') refuse('enable: Enable or Disable');
  return {
    ...(privilege && { privilege: privilege as Privilege }),
    ...(enable && { enable: enable as Account['enable'] }),
  };
}
