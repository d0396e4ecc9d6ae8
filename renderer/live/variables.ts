import type { Board, Variable } from '#core/boards/board.ts';

/** Value that stands for all values of a tag. */
export const ALL = '*';

export interface VariableChoice {
  readonly variable: Variable;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly error: string | null;
}

type AskValues = (
  variable: string,
  chosen: Record<string, string>,
) => Promise<{ values: { value: string; text: string }[]; error: string | null }>;

/**
 * Chooses a value for every variable of a board, one after the other, for each may depend on those before it: what the
 * operator chose, else the preferred value, else "all" where the board starts with it, else the first there is.
 * A choice that does not exist now is kept: the board then says that nothing matches instead of showing something else.
 */
export async function chooseVariables(
  board: Board,
  wanted: Readonly<Record<string, string>>,
  ask: AskValues,
): Promise<VariableChoice[]> {
  const chosen: Record<string, string> = {};
  const choices: VariableChoice[] = [];
  for (const variable of board.variables) {
    const { values, error } = await ask(variable.name, chosen);
    const hasAll = variable.kind === 'tag' && variable.includeAll;
    const options =
      hasAll && !values.some((one) => one.value === ALL) ? [{ value: ALL, text: ALL }, ...values] : values;
    const preferred = variable.kind === 'tag' ? variable.preferred : undefined;
    const value =
      wanted[variable.name] ??
      options.find((one) => one.value === preferred)?.value ??
      (hasAll ? ALL : options[0]?.value);
    if (value !== undefined) chosen[variable.name] = value;
    choices.push({ variable, value, options, error });
  }
  return choices;
}

/** The values of choices by name, as the engine takes them. */
export function valuesOf(choices: readonly VariableChoice[]): Record<string, string> {
  return Object.fromEntries(
    choices.flatMap(({ variable, value }) => (value === undefined ? [] : [[variable.name, value]])),
  );
}

/** Source a panel asks: the value of the variable it names, or the id it holds. */
export function sourceOf(source: string, values: Readonly<Record<string, string>>): string | undefined {
  return source.startsWith('$') ? values[source.slice(1)] : source;
}
