import {
  backup,
  charactersOf,
  commandNames,
  commands,
  type Command,
  type CommandName,
  type Parameter,
} from '../../../camera/index';
import type { CommandForm, CommandForms, ParameterForm } from '../../../shared/forms';

/** The forms of all commands that flows may name. */
export const commandForms = (): CommandForms =>
  Object.fromEntries(commandNames.map((name) => [name, commandForm(name as CommandName)]));

/** The form of one of them. */
export const commandForm = (name: CommandName): CommandForm => ({
  ...formOf(commands[name]),
  saved: savedOf(name),
});

function savedOf(name: string): CommandForm['saved'] {
  const { savableCommands, savedByDefault } = backup();
  if (!savableCommands.includes(name)) return undefined;
  return savedByDefault.includes(name) ? 'always' : 'named';
}

function formOf({ doc, read, write, parameters }: Command): CommandForm {
  const settable = Object.entries(parameters).filter(
    // The parts of other groups are parameters too.
    ([, parameter]) =>
      parameter.access !== 'read-only' &&
      (parameter.type !== 'group' || Object.keys(parameter.members).length === 0),
  );
  return {
    doc,
    reads: read !== undefined,
    sets: write !== undefined,
    destructive: write?.destructive ?? false,
    parameters: Object.fromEntries(settable.map(([name, parameter]) => [name, parameterForm(parameter)])),
  };
}

function parameterForm(parameter: Parameter): ParameterForm {
  const { type, doc, unit, required = false, secret = false, access } = parameter;
  const form: ParameterForm = { type, doc, unit, required, secret, selector: access === 'selector' };
  switch (parameter.type) {
    case 'integer':
      return { ...form, min: parameter.min, max: parameter.max, extraValues: parameter.extraValues };
    case 'flag':
      return { ...form, words: parameter.words };
    case 'number-choice':
      return { ...form, values: parameter.values };
    case 'choice':
      return { ...form, values: parameter.values, caseInsensitive: parameter.caseInsensitive };
    case 'text':
      return {
        ...form,
        maxBytes: parameter.maxBytes,
        pattern: parameter.pattern?.like.source,
        characters: charactersOf(parameter).source,
      };
    default:
      return form;
  }
}
