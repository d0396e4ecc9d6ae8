import type { RunUpdate } from '#core/contract/loadtests.ts';

export type LogLine = RunUpdate['log']['lines'][number];

const pattern =
  /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})[,.](\d{3}) (DEBUG|INFO|WARN|ERROR|FATAL|TRACE)\s+(\S+): ?(.*)$/;
const longestText = 2000;

/**
 * A line of jmeter.log (`%d %p %c{1.}: %m%n`, local time without a zone) without its number. A line of another shape, such
 * as one of a stack trace, continues the one before: same level and origin, no time.
 */
export function parseLogLine(
  text: string,
  before: Pick<LogLine, 'level' | 'origin'>,
): Omit<LogLine, 'n'> & { starts: boolean } {
  const match = pattern.exec(text);
  if (match === null) {
    return { at: null, level: before.level, origin: before.origin, text: text.slice(0, longestText), starts: false };
  }
  const [, year, month, day, hour, minute, second, ms, level = 'INFO', origin = '', message = ''] = match;
  const at = new Date(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(ms),
  ).getTime();
  return {
    at,
    level: level === 'TRACE' ? 'DEBUG' : (level as LogLine['level']),
    origin,
    text: message.slice(0, longestText),
    starts: true,
  };
}

/** The newest lines of a run, up to a limit; counts what fell out. */
export class LogWindow {
  readonly #limit: number;
  #lines: LogLine[] = [];
  #next = 1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(line: Omit<LogLine, 'n'>): void {
    const { at, level, origin, text } = line;
    this.#lines.push({ n: this.#next, at, level, origin, text });
    this.#next += 1;
    // In steps: a shift for each line would move the whole array each time.
    if (this.#lines.length > this.#limit * 1.25) this.#lines = this.#lines.slice(-this.#limit);
  }

  /** Number of the newest line, 0 before the first. */
  get last(): number {
    return this.#next - 1;
  }

  /** Lines after number `n`, at most `limit` of the newest. */
  after(n: number): LogLine[] {
    const first = this.#lines[0]?.n ?? this.#next;
    return this.#lines.slice(Math.max(0, n + 1 - first, this.#lines.length - this.#limit));
  }

  /** Lines that are no longer held. */
  get dropped(): number {
    return Math.max(0, this.last - Math.min(this.#lines.length, this.#limit));
  }
}
