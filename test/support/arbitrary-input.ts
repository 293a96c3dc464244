import fc from 'fast-check';
import type { Command, Endpoint, Parameter, Text } from '../../camera/commands/schema';
import { sendable } from '../../camera/protocol/validate';

/** Inputs that a command accepts parameter by parameter, with texts that try to be mistaken for something else. */
export function inputFor(command: Command, exchange: Endpoint): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(command.parameters);
  const fields = sendable(command, exchange).map(([name, parameter]) => [name, valueOf(parameter, names)]);
  const record = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
  const few = fc
    .subarray(Object.keys(record), { maxLength: Math.min(3, fields.length) })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, record[name]!]))));
  return fc.oneof(fc.record(record, { requiredKeys: [] }), fc.record(record), few);
}

function valueOf(parameter: Parameter, names: string[]): fc.Arbitrary<unknown> {
  switch (parameter.type) {
    case 'flag':
      return fc.constantFrom<unknown>(true, false, 1, 0, '1', '0', 'on', 'off', 'true', 'false');
    case 'integer':
      return fc.oneof(
        fc.integer({ min: parameter.min, max: parameter.max }),
        fc.constantFrom(parameter.min, parameter.max, ...(parameter.extraValues ?? [])),
      );
    case 'number-choice':
    case 'choice':
      return fc.constantFrom<unknown>(...parameter.values);
    case 'colour':
      return fc.stringMatching(/^0x[\da-fA-F]{6}$/);
    case 'picture':
    case 'list':
    case 'group':
    case 'area':
      return fc.constant(undefined);
    case 'text':
      return textOf(parameter, names);
  }
}

/** The characters that a URL carries as they are. */
export const PLAIN = [...'!"$%\'()*+,-./:;<=>?@[\\]^_`{|}~', ...'azAZ09'];
const AWKWARD = [...PLAIN, ...'&# ', 'é', '漢', '😀', '\u00a0'];

function textOf(parameter: Text, names: string[]): fc.Arbitrary<string> {
  if (parameter.pattern) {
    const { like } = parameter.pattern;
    const examples = fc.oneof(fc.ipV4(), fc.constantFrom('1080P', '00ff', '2592X1944', 'name'));
    return examples.filter((text) => like.test(text));
  }
  const unit = fc.constantFrom(...(parameter.encoded ? AWKWARD : PLAIN));
  const piece = fc.oneof(
    { weight: 4, arbitrary: unit },
    { weight: 1, arbitrary: fc.constantFrom(...names, 'username', 'password', 'uid') },
    { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => `${name}=1`) },
  );
  return fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => pieces.join(''))
    .filter((text) => parameter.maxBytes === undefined || Buffer.byteLength(text) <= parameter.maxBytes);
}
