/** A value as typedInput makes it. */
export interface TypedValue {
  value: string;
  type: string;
}

/** The property `values` of a node: parameter names with what they are set to. */
export type TypedValues = Record<string, TypedValue>;

/** The types of a value that is there before any message is. */
export const LITERAL_TYPES = ['str', 'num', 'bool'];

/** The name in a text that is a whole `${NAME}`, which Node-RED replaces from the environment at deploy. */
export const environmentVariable = (text: unknown): string | undefined =>
  typeof text === 'string' ? /^\$\{([^}]+)\}$/.exec(text)?.[1] : undefined;
