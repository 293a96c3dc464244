import type { PreparedCommand } from '../../dispatch/dispatcher';
import type { Command, Endpoint, Text } from '../../commands/schema';
import { CameraError } from '../../core/errors';
import { formatValue } from '../../protocol/encode-value';
import { isRecord } from '../../core/type-guards';
import type { Input, CommandHandler } from './handler';

/** Any path below `/cgi-bin/`, with parameters as text, for what the table does not know. */
export const raw: CommandHandler = {
  validateConfig(input, later) {
    if (later.size === 0) orderOf(input);
  },

  write: (camera, input, options) => camera.dispatcher.send(orderOf(input), options),
};

function orderOf(input: Input): PreparedCommand {
  const { path, params = {}, ...rest } = input;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw invalid(`unknown parameter ${formatValue(unknown)}; it knows path, params`);
  if (!isRecord(params)) throw invalid('"params" must be an object of parameters');
  const names = Object.keys(params);
  const odd = names.find((name) => !/^\w+$/.test(name) || name === 'uid');
  if (odd !== undefined) throw invalid(`a parameter cannot be called ${formatValue(odd)}`);
  const command: Command = {
    doc: 'Any command.',
    section: '3.1',
    parameters: Object.fromEntries(names.map((name) => [name, parameter(name)])),
  };
  // What it does is not known, so it is not said twice.
  const exchange: Endpoint = { path: pathOf(path), effect: 'act', answer: { form: 'raw' } };
  const values = Object.entries(params).map(([name, value]) => [name, asText(name, value)] as const);
  return {
    name: 'raw',
    command: { ...command, write: exchange },
    exchange,
    input: Object.fromEntries(values),
  };
}

/** The two that the camera percent-decodes, and the one that ends the URL (field notes 1 and 2). */
function parameter(name: string): Text {
  return {
    type: 'text',
    doc: 'Any value.',
    ...(name === 'password' || name === 'title_utf8' ? { encoded: true } : {}),
    ...(name === 'streamid' ? { toEndOfUrl: true } : {}),
    ...(/passw/i.test(name) ? { secret: true } : {}),
  };
}

function asText(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return value;
  throw invalid(`"${name}" must be text, a number or a flag, not ${formatValue(value)}`);
}

function pathOf(path: unknown): string {
  const below = typeof path === 'string' ? path.replace(/^\/?cgi-bin\//, '') : '';
  // Newer firmware looks at how a path begins (field note 13).
  if (/^getuid/i.test(below)) throw invalid('log-ins are the business of the camera node');
  if (/^getCurrentUserAccount/i.test(below))
    throw invalid('the camera would answer a password in clear (field note 35)');
  if (below.split('/').every((part) => /^[\w-][\w.-]*$/.test(part))) return below;
  throw invalid(`"path" must be a path below /cgi-bin/ without a query, not ${formatValue(path)}`);
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
