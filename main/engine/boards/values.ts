import type { Board } from '#core/boards/board.ts';
import { allValues, filledText, type VariableValues } from '#core/boards/variables.ts';
import { embeddedSourceId } from '#core/metrics/embedded-source.ts';
import { sourceErrorOf } from '#core/metrics/source-error.ts';
import type { SourcePort } from '../sources/live-sources.ts';

export interface Offered {
  values: { value: string; text: string }[];
  /** Why a source could not be asked. */
  error: string | null;
}

/** The values a variable can take, the preferred one first. Undefined when the board has no such variable. */
export async function offeredValues(
  board: Board,
  name: string,
  chosen: VariableValues,
  sources: SourcePort,
  signal: AbortSignal,
): Promise<Offered | undefined> {
  const variable = board.variables.find((one) => one.name === name);
  if (!variable) return undefined;
  if (variable.kind === 'source') {
    return { values: sources.infos().map((info) => ({ value: info.id, text: info.name })), error: null };
  }
  const all = variable.includeAll ? [{ value: allValues, text: allValues }] : [];
  try {
    const found = await sources.tagValues(
      sourceFor(board, chosen),
      filledText(variable.measurement, chosen),
      variable.tag,
      signal,
    );
    const preferred = variable.preferred;
    const sorted =
      preferred !== undefined && found.includes(preferred)
        ? [preferred, ...found.filter((value) => value !== preferred)]
        : found;
    return { values: [...all, ...sorted.map((value) => ({ value, text: value }))], error: null };
  } catch (error) {
    if (signal.aborted) throw error;
    return { values: all, error: sourceErrorOf(error).message };
  }
}

function sourceFor(board: Board, chosen: VariableValues): string {
  const variable = board.variables.find((one) => one.kind === 'source');
  return (variable && chosen[variable.name]) ?? embeddedSourceId;
}

/** The variables of a board with a value for each: what was not chosen is the embedded source, or "all". */
export function completeValues(board: Board, chosen: VariableValues): VariableValues {
  const complete: Record<string, string> = {};
  for (const variable of board.variables) {
    complete[variable.name] = chosen[variable.name] ?? (variable.kind === 'source' ? embeddedSourceId : allValues);
  }
  return complete;
}
