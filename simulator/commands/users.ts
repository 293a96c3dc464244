import type { Account, Accounts, Privilege } from '../accounts';
import { element, xml } from '../answer';
import type { Device } from '../device';
import type { Call, Command } from './command';
import { refuse } from './fields';

const PRIVILEGES = ['User', 'Administrator', 'Operator'];
const MAX_NAME_BYTES = 40;
/** With firmware G (note 29). */
const G_NAME_BYTES = 39;
const PROTECTED = 'admin';

const CHANGES: Record<string, (accounts: Accounts, call: Call) => void> = {
  add(accounts, { get, device: { isG } }) {
    const [name, password] = [get('name'), get('newpasswd')];
    const { privilege, enable } = rightsOf(get);
    if (!name || !password || !privilege || !enable) {
      refuse('The parameters must include name,newpasswd,privilege,enable');
    }
    if (Buffer.byteLength(name) > (isG ? G_NAME_BYTES : MAX_NAME_BYTES)) refuse('error username');
    if (accounts.find(name)) refuse('error username duplicated');
    accounts.list.push({ name, password, privilege, enable });
  },
  delete(accounts, { get, account, device }) {
    const victim = accounts.find(get('name') ?? '');
    // Nobody can delete himself, so that one administrator always remains.
    if (!victim || victim === account || isProtected(device, victim)) refuse('error username');
    accounts.list = accounts.list.filter((entry) => entry !== victim);
  },
  edit(accounts, { get, device }) {
    const found = accounts.find(get('name') ?? '') ?? refuse('username none exist to edit');
    // What came before a refused parameter is in force (note 14).
    if (device.isG) found.password = get('newpasswd') ?? found.password;
    const { privilege, enable } = rightsOf(get);
    const isLess = (privilege ?? 'Administrator') !== 'Administrator' || enable === 'Disable';
    if (isLess && isProtected(device, found)) refuse('error username');
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
      // With firmware G a uid carries no rights (note 12).
      const isChecked = !device.isG || call.byPassword;
      if (isChecked && account?.privilege !== 'Administrator') refuse('Non-administrators cannot edit users');
      change(device.accounts, call);
      return xml('<user_management>OK</user_management>');
    },
  },
];

function isProtected({ isG }: Device, { name }: Account): boolean {
  return isG && name.toLowerCase() === PROTECTED;
}

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
