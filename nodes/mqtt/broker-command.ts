import { commandNames, commands, type CommandName } from '../../camera/index';
import { isPlainObject } from '../shared/input';
import { withDefaults, type OperationContext, type RequestSources } from '../shared/operation';
import { isOperationName, operationOf, operations } from '../shared/operations';
import type { Presets } from '../shared/presets';
import { Refusal } from './answer';
import { lightPayload, type Light } from './light';

/** A command that may be sent, once it has been seen to be right and new. */
export interface PreparedCommand {
  /** It does something that must not be done late or twice. */
  readonly acts: boolean;
  /** It is carried out however often it comes. */
  readonly isStop: boolean;
  execute(context: OperationContext): Promise<void>;
}

/** Nodes whose commands only set or read, so that one that comes late does no harm. */
const HARMLESS: readonly string[] = ['led', 'ircut', 'motion', 'snapshot'];

/** One sends anything anywhere, past every rule; the other tells the password. */
const NEVER: readonly string[] = ['raw', 'webLogin', 'settings'];

/** Every command that a broker may send, if it is allowed: the nodes', and the settings' by the names of their commands. */
export const brokerCommands: readonly string[] = [
  ...new Set([...Object.keys(operations), ...commandNames]),
].filter((name) => !NEVER.includes(name));

/**
 * Reads what a command asks for. Nothing is sent to the camera.
 *
 * @param name one of `brokerCommands`.
 * @throws Refusal or CameraError `INVALID_INPUT`.
 */
export function prepareCommand(
  name: string,
  payload: unknown,
  known: { readonly presets: Presets; readonly light: Light | undefined },
): Promise<PreparedCommand> {
  const sources: RequestSources = {
    presets: known.presets,
    // Nothing is configured whose values would have to be worked out.
    evaluate: () => Promise.resolve({}),
  };
  switch (name) {
    case 'relay':
      return prepareRelay(payload, sources);
    case 'ptz':
      return preparePtz(payload, sources);
    case 'led':
      return prepareOperation(name, lightPayload(payload, known.light), sources);
    default:
      return isOperationName(name)
        ? prepareOperation(name, payload, sources)
        : prepareSetting(name as CommandName, payload, sources);
  }
}

async function prepareRelay(payload: unknown, sources: RequestSources): Promise<PreparedCommand> {
  const { definition, parseRequest, execute } = operations.relay;
  const request = await parseRequest(configOf(definition), { payload }, sources);
  if (request.action === 'toggle')
    throw new Refusal('INVALID_INPUT', 'there is no toggle over MQTT; send "open", "close" or "pulse"');
  return {
    acts: request.action !== 'get',
    isStop: false,
    execute: (context) => execute(request, context),
  };
}

async function preparePtz(payload: unknown, sources: RequestSources): Promise<PreparedCommand> {
  const { definition, parseRequest, execute } = operations.ptz;
  const request = await parseRequest(configOf(definition), { payload }, sources);
  const isStop = request.kind === 'stop';
  return { acts: !isStop, isStop, execute: (context) => execute(request, context) };
}

async function prepareOperation(
  name: keyof typeof operations,
  payload: unknown,
  sources: RequestSources,
): Promise<PreparedCommand> {
  const { definition, parseRequest, execute } = operationOf(name);
  const request = await parseRequest(withDefaults(definition, {}), { payload }, sources);
  return {
    acts: !HARMLESS.includes(name),
    isStop: false,
    execute: (context) => execute(request, context),
  };
}

/** That its name was allowed is the permission to change something with it. */
async function prepareSetting(
  command: CommandName,
  payload: unknown,
  sources: RequestSources,
): Promise<PreparedCommand> {
  const { definition, parseRequest, execute } = operations.settings;
  const config = configOf<Parameters<typeof parseRequest>[0]>(definition, {
    command,
    allowDestructive: true,
  });
  const request = await parseRequest(config, { payload }, sources);
  const { read, write } = commands[command] as { read?: object; write?: { destructive?: boolean } };
  const reads = read !== undefined && !(isPlainObject(payload) && Object.keys(payload).length > 0);
  return {
    acts: write?.destructive === true && !reads,
    isStop: false,
    execute: (context) => execute(request, context),
  };
}

/** What a node of that type is set to when it is new. */
function configOf<Config extends object>(
  definition: Parameters<typeof withDefaults>[0],
  config: Record<string, unknown> = {},
): Config {
  return withDefaults(definition, config) as unknown as Config;
}
