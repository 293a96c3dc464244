import type { Camera, CameraError } from '../../camera/index';
import type { NodeDefinition } from './definition';
import type { Presets } from './presets';
import type { StatusReporter } from './status-line';

/** A message as an operation reads it. */
export interface RequestMessage extends Record<string, unknown> {
  payload?: unknown;
}

/** What a request may be made of besides the message and what the node is set to. */
export interface RequestSources {
  /** Those that the camera's node names. */
  readonly presets: Presets;
  /**
   * The values that a node holds for a command, of types such as `flow` or `jsonata`, worked out for this message.
   *
   * @param given what the message itself gives in their place.
   * @throws CameraError `INVALID_INPUT`.
   */
  evaluate(
    command: unknown,
    values: unknown,
    given?: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>>;
}

/** With what, and for whom, a request is carried out. */
export interface OperationContext {
  readonly camera: Camera;
  /** Aborted when whoever asked goes away: what waits is not sent any more. */
  readonly signal: AbortSignal;
  readonly status: StatusReporter;
  /** Gives the result, once; `more` are further properties of the message. Never called if a newer request took its place. */
  send(result: unknown, more?: Record<string, unknown>): void;
  /** Gives a result that another will follow: a pulse that has opened. */
  sendFirst(result: unknown): void;
  /** Tells of trouble with what was asked for, which goes on: a relay that is not closed yet. */
  report(error: CameraError): void;
}

/**
 * What an action node does, apart from Node-RED: any caller parses a request first, and sends nothing if that throws;
 * then has it executed.
 *
 * @example
 * const { definition, parseRequest, execute } = operationOf('relay');
 * const request = await parseRequest(withDefaults(definition, {}), { payload: 'pulse' }, sources);
 * await execute(request, context);
 */
export interface Operation<Config extends object = object, Request = unknown> {
  readonly definition: NodeDefinition;
  /**
   * What a message asks for, over what the node is set to. Nothing is sent to the camera.
   *
   * @param config what the node is set to, with the defaults of its definition filled in.
   * @throws CameraError `INVALID_INPUT`.
   */
  parseRequest(config: Config, msg: RequestMessage, sources: RequestSources): Request | Promise<Request>;
  /**
   * Carries it out, and shows in the status what becomes of it.
   *
   * @returns once nothing is left to do: with a pulse, once the relay is back at rest.
   * @throws CameraError any but `UNKNOWN_CAMERA`.
   */
  execute(request: Request, context: OperationContext): Promise<void>;
}

/** What a node is set to; what is empty or was never saved has its default. */
export function withDefaults(
  { defaults }: NodeDefinition,
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';
  const filled = Object.entries(defaults).map(([key, value]) => [
    key,
    isSet(config[key]) ? config[key] : value,
  ]);
  return { ...config, ...(Object.fromEntries(filled) as object) };
}
