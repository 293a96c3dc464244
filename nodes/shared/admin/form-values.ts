import { CameraError, commandNames, foresee, type CommandName } from '../../../camera/index';
import { isPlainObject } from '../input';
import { commandForm } from './command-forms';

type Scalar = string | number | boolean;

/** What a form is filled in with. */
export interface FormValues {
  readonly values: Readonly<Record<string, Scalar>>;
  /** Parameters that were read and cannot be set as they are, or not together with the others. */
  readonly left: readonly string[];
}

/**
 * What of an answer can stand in the form of its command: all that the runtime would accept as it stands.
 *
 * @param shown what the form shows so far: `stream` of `video` chooses whose values are filled in.
 */
export function formValues(
  command: string,
  result: Readonly<Record<string, unknown>>,
  shown: Readonly<Record<string, unknown>>,
): FormValues {
  const isKnown = commandNames.includes(command);
  const parameters = isKnown ? commandForm(command as CommandName).parameters : {};
  const flat: Readonly<Record<string, unknown>> =
    command === 'video' ? oneStream(result, shown) : { ...shown, ...result };
  const found = Object.entries(parameters).flatMap(([name, { secret, selector, type }]) => {
    const value = selector ? (shown[name] ?? flat[name]) : flat[name];
    return secret || type === 'area' || !isScalar(value) ? [] : [[name, value] as const];
  });
  const read = found.filter(([name]) => parameters[name]!.selector || name in result || command === 'video');
  let values: Record<string, Scalar> = Object.fromEntries(read);
  const left: string[] = [];
  for (let why = refusalOf(command, values); why !== undefined; why = refusalOf(command, values)) {
    const names = Object.keys(values).filter((name) => !parameters[name]!.selector);
    const last = names.at(-1);
    if (last === undefined) return { values: {}, left };
    const reason = why;
    const named = names.filter((name) => reason.includes(`"${name}"`));
    const helps = (name: string) => refusalOf(command, without(values, name)) === undefined;
    const culprit = [...named, ...names].find(helps) ?? named[0] ?? last;
    left.push(culprit);
    values = without(values, culprit);
  }
  return { values, left };
}

/** The form sets one stream, the main stream unless another is chosen; the profile is not part of it. */
function oneStream(result: Readonly<Record<string, unknown>>, shown: Readonly<Record<string, unknown>>) {
  const stream = shown['stream'] === 2 ? 2 : 1;
  const values = result[`stream${stream}`];
  return { ...(isPlainObject(values) && values), stream };
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

function without(values: Readonly<Record<string, Scalar>>, name: string): Record<string, Scalar> {
  const { [name]: _left, ...others } = values;
  return others;
}

function refusalOf(command: string, values: Readonly<Record<string, Scalar>>): string | undefined {
  try {
    foresee(command, values, new Set(), true);
    return undefined;
  } catch (error) {
    if (CameraError.is(error)) return error.message;
    throw error;
  }
}
