import type { Column, Frame, Labels } from './frame.ts';
import { labelsKey, labelsText } from './labels.ts';

/** A column of numbers, or of text when a value is neither a number, a boolean nor null. Booleans become 0 and 1. */
export function columnOf(name: string, values: readonly unknown[]): Column {
  const numeric = values.every(
    (value) => value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean',
  );
  if (numeric) {
    return { name, type: 'number', values: values.map(numberOf) };
  }
  return { name, type: 'text', values: values.map(textOf) };
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** Puts a frame together; its key is made of its labels and the names of its columns. */
export function frameOf(parts: {
  name: string;
  labels: Labels;
  times: number[];
  columns: Column[];
  shape: Frame['shape'];
}): Frame {
  const fields = parts.columns.map((column) => column.name).join(',');
  const text = labelsText(parts.labels);
  return {
    ...parts,
    key: `${labelsKey(parts.labels)} ${fields}`,
    name: text === '' ? parts.name : `${parts.name} {${text}}`,
  };
}

/** Multiplies the numbers of all frames; with 1 the same frames come back. */
export function scaled(frames: Frame[], scale: number): Frame[] {
  if (scale === 1) return frames;
  return frames.map((frame) => ({
    ...frame,
    columns: frame.columns.map((column) =>
      column.type === 'text'
        ? column
        : { ...column, values: column.values.map((value) => (value === null ? null : value * scale)) },
    ),
  }));
}

/** Drops rows before `from`; frames left without rows are dropped too. */
export function startingAt(frames: Frame[], from: number): Frame[] {
  return frames.flatMap((frame) => {
    const first = frame.times.findIndex((time) => time >= from);
    if (first === 0) return [frame];
    if (first < 0) return [];
    const columns = frame.columns.map(
      (column): Column =>
        column.type === 'number'
          ? { ...column, values: column.values.slice(first) }
          : { ...column, values: column.values.slice(first) },
    );
    return [{ ...frame, times: frame.times.slice(first), columns }];
  });
}
