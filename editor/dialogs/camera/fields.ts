/** What is typed, before it is deployed. */
const TYPED = ['name', 'host', 'port', 'protocol', 'tls', 'timeout', 'username', 'password'];

export const field = (name: string) => $(`#node-config-input-${name}`);

export const valueOf = (name: string) => String(field(name).val() ?? '').trim();

/** The camera as it stands in the dialog. */
export function typedCamera(id: string): Record<string, unknown> {
  const typed: Record<string, unknown> = Object.fromEntries(TYPED.map((name) => [name, field(name).val()]));
  if (typed['protocol'] !== 'https' || typed['tls'] === '_ADD_') typed['tls'] = '';
  return { ...typed, id };
}
