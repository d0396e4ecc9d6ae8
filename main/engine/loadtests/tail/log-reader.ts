import { FileFollower, LineCutter } from './file-follower.ts';
import { type LogLine, LogWindow, parseLogLine } from './log-lines.ts';
import { type Marks, noMarks, readLogLine, readOutputLine } from './marks.ts';
import type { TailOrder } from './tick.ts';

/** Lines kept for the live log; the files on disk hold all of them. */
export const logWindowLines = 2000;

interface Source {
  follower: FileFollower;
  cutter: LineCutter;
  take: (line: string) => void;
}

/** Follows stdout, stderr and jmeter.log: the newest lines for the operator, and what they say about the run. */
export class LogReader {
  readonly marks: Marks = noMarks();
  readonly #window = new LogWindow(logWindowLines);
  readonly #sources: Source[];
  #told = 0;
  /** Lines that fell out of the window before they were told. */
  #unsent = 0;

  constructor(order: TailOrder) {
    this.#sources = [
      source(order.stdout, this.#output('stdout')),
      source(order.stderr, this.#output('stderr')),
      source(order.log, this.#log()),
    ];
  }

  /** True when everything written so far is read. */
  step(until: number, clock: { monotonic(): number }): boolean {
    for (const { follower, cutter, take } of this.#sources) {
      for (;;) {
        const bytes = follower.read();
        if (bytes === undefined) break;
        for (const line of cutter.push(bytes)) take(line);
        if (clock.monotonic() >= until) return false;
      }
    }
    return true;
  }

  end(): void {
    for (const { follower, cutter, take } of this.#sources) {
      const rest = cutter.rest();
      if (rest !== undefined) take(rest);
      follower.close();
    }
  }

  /** Lines since the last call and how many were lost between calls; with `whole` all that are held, which counts as no call. */
  take(whole: boolean): { lines: LogLine[]; dropped: number } {
    const { last } = this.#window;
    if (whole) return { lines: this.#window.after(0), dropped: this.#window.dropped };
    const lines = this.#window.after(this.#told);
    this.#unsent += last - this.#told - lines.length;
    this.#told = last;
    return { lines, dropped: this.#unsent };
  }

  #output(origin: string): (line: string) => void {
    return (line) => {
      if (line.trim() === '') return;
      readOutputLine(this.marks, line);
      // JMeter repeats its summary in the log; notes of the logging library about itself help nobody.
      if (/^summary [+=]|StatusConsoleListener/.test(line)) return;
      this.#window.add({ at: null, level: 'OUT', origin, text: line.slice(0, 2000) });
    };
  }

  #log(): (line: string) => void {
    let before: Pick<LogLine, 'level' | 'origin'> = { level: 'INFO', origin: '' };
    return (text) => {
      if (text === '') return;
      const line = parseLogLine(text, before);
      before = line;
      readLogLine(this.marks, line.starts ? line.level : '', line.text);
      this.#window.add(line);
    };
  }
}

function source(path: string, take: (line: string) => void): Source {
  return { follower: new FileFollower(path, 64 * 1024), cutter: new LineCutter(), take };
}
