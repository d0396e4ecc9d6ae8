import type { LogLine } from './foldRun.ts';

const levels: Readonly<Record<LogLine['level'], number>> = { DEBUG: 0, OUT: 1, INFO: 1, WARN: 2, ERROR: 3, FATAL: 3 };

export function isWarning(line: Pick<LogLine, 'level'>): boolean {
  return levels[line.level] >= 2;
}

/** A line that goes on from the one before it: of a stack trace. */
function goesOn(line: LogLine): boolean {
  return line.at === null && line.level !== 'OUT';
}

/** Newest first, but the lines of one message stay in their order: a stack trace is read downwards. */
export function newestFirst(lines: readonly LogLine[], warningsOnly: boolean): LogLine[] {
  const result: LogLine[] = [];
  let end = lines.length;
  while (end > 0) {
    let start = end - 1;
    while (start > 0) {
      const line = lines[start];
      if (line === undefined || !goesOn(line)) break;
      start -= 1;
    }
    for (let at = start; at < end; at += 1) {
      const line = lines[at];
      if (line !== undefined && (!warningsOnly || isWarning(line))) result.push(line);
    }
    end = start;
  }
  return result;
}

/** Messages of warnings and errors: each counts once, however long its trace. */
export function warningCount(lines: readonly LogLine[]): number {
  return lines.filter((line) => isWarning(line) && !goesOn(line)).length;
}
