import type { Account } from '../accounts';
import type { Answer } from '../answer';
import type { Device } from '../device';
import type { Style } from '../options';

export type Access = 'open' | 'session' | 'either';

/** One request to a CGI, as a command sees it. */
export interface Call {
  url: string;
  path: string;
  device: Device;
  account: Account | undefined;
  /** Whether user name and password were given instead of a uid. */
  byPassword: boolean;
  /** A parameter's value; an empty one counts as absent (field notes, 3). */
  get(name: string): string | undefined;
  /** A parameter's value, empty or not. `toEnd` takes the rest of the URL with it. */
  raw(name: string, toEnd?: boolean): string | undefined;
}

export interface Command {
  path: string;
  /** The manual's section. */
  section: string;
  /** `session` needs a uid; `either` takes user name and password as well. */
  access: Access | ((device: Device) => Access);
  /** What the fault's `<value>` says, where it is not the path: always, or in the manual's style only. */
  faultValue?: string | { manual: string };
  /** Parameters whose presence makes the call a change, which a mere `User` may not make. */
  changes?: readonly string[] | ((device: Device) => readonly string[]) | 'always';
  /** Only for firmware of these styles; on others the path is unknown. */
  styles?: readonly Style[];
  run(call: Call): Answer | Promise<Answer>;
}
