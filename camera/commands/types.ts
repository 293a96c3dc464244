import type { CommandName, Commands } from './index';
import type { Area, Choice, Flag, Group, Integer, List, NumberChoice, Parameter, Picture } from './schema';

type ValueOf<P extends Parameter> = P extends Flag
  ? boolean
  : P extends NumberChoice
    ? P['values'][number]
    : P extends Integer
      ? number
      : P extends Choice
        ? P['values'][number] | (string & {})
        : P extends Picture
          ? Buffer
          : P extends List
            ? Record<string, unknown>[]
            : P extends Area
              ? string[] | null
              : P extends Group
                ? ValuesOf<P['members'], keyof P['members']>
                : string;

type ParametersOf<N extends CommandName> = Commands[N]['parameters'];

type NamesWithAccess<P, A> = {
  [K in keyof P]: P[K] extends { readonly access: infer X }
    ? X extends A
      ? K
      : never
    : 'both' extends A
      ? K
      : never;
}[keyof P];

type ValuesOf<P, K extends keyof P> = { [N in K]?: P[N] extends Parameter ? ValueOf<P[N]> : never };

/** What a command accepts; flags are also accepted as 1, 0 and words, see `asFlag`. */
export type InputOf<N extends CommandName> = ValuesOf<
  ParametersOf<N>,
  NamesWithAccess<ParametersOf<N>, 'both' | 'write-only' | 'selector'>
>;

/** What a command answers. What the camera left out is missing; what nobody documented is `extra`. */
export type ResultOf<N extends CommandName> = ValuesOf<
  ParametersOf<N>,
  NamesWithAccess<ParametersOf<N>, 'both' | 'read-only' | 'selector'>
> & { extra?: Record<string, string> };
