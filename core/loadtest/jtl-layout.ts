import { parseJtlTime } from './jtl-time.ts';

const V2_13 =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,grpThreads,allThreads,Latency';
const V3_0 =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,grpThreads,allThreads,Latency,IdleTime';
const V3_1 =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,Latency,IdleTime,Connect';
const V5 =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect';

/** Default columns of each JMeter version, for files without a header line, by their number of columns. */
const headerless: ReadonlyMap<number, readonly string[]> = new Map(
  [V2_13, V3_0, V3_1, V5].map((line) => [line.split(',').length, line.split(',')] as const),
);

const knownNames: ReadonlySet<string> = new Set([
  ...V5.split(','),
  'Filename',
  'Encoding',
  'SampleCount',
  'ErrorCount',
  'Hostname',
]);

const candidates = [',', '\t', ';', '|', ':', '^', '~', '#', ' '] as const;

/** Columns of a results file. */
export interface JtlLayout {
  delimiter: string;
  columns: readonly string[];
  hasHeader: boolean;
}

/** True when a line's fields are JMeter's column names (what follows the known ones are sample variables). */
export function isHeader(fields: readonly string[]): boolean {
  return fields.includes('elapsed') && fields.filter((field) => knownNames.has(field)).length >= 3;
}

/** Splits a line that may hold quoted fields; good enough for header lines and the guess at the first row. */
export function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let position = 0;
  while (position <= line.length) {
    if (line[position] === '"') {
      let end = position + 1;
      while (end < line.length && !(line[end] === '"' && line[end + 1] !== '"')) end += line[end] === '"' ? 2 : 1;
      fields.push(line.slice(position + 1, end).replaceAll('""', '"'));
      const next = line.indexOf(delimiter, end + 1);
      position = next === -1 ? line.length + 1 : next + 1;
    } else {
      const next = line.indexOf(delimiter, position);
      fields.push(line.slice(position, next === -1 ? undefined : next));
      position = next === -1 ? line.length + 1 : next + 1;
    }
  }
  return fields;
}

/**
 * Finds out delimiter and columns from the first line (without its line end): by the names of a header line, or, for
 * files without one (JMeter 2.13, or appended to), by the shape of the first row. `undefined` when it is neither.
 */
export function detectLayout(line: string): JtlLayout | undefined {
  for (const delimiter of candidates) {
    const fields = splitLine(line, delimiter).map((field) => field.trim());
    if (isHeader(fields)) return { delimiter, columns: fields, hasHeader: true };
  }
  for (const delimiter of candidates) {
    const fields = splitLine(line, delimiter);
    const columns = headerless.get(fields.length);
    if (columns !== undefined && fitsRow(fields, columns)) return { delimiter, columns, hasHeader: false };
  }
  return undefined;
}

function fitsRow(fields: readonly string[], columns: readonly string[]): boolean {
  const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
  const time = field('timeStamp');
  return (
    (/^\d+$/.test(time) || !Number.isNaN(parseJtlTime(time))) &&
    /^-?\d+$/.test(field('elapsed')) &&
    /^(true|false)$/i.test(field('success')) &&
    /^\d*$/.test(field('bytes'))
  );
}
