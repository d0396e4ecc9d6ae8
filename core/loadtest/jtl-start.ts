import { detectLayout, type JtlLayout } from './jtl-layout.ts';

const NEWLINE = 10;
const QUOTE = 34;
const LESS_THAN = 60;

/** What the beginning of a file says. `next` is where the first row begins, `lines` how many lines stand before it. */
export type JtlStart =
  | { kind: 'more' }
  | { kind: 'blank' }
  | { kind: 'xml' | 'unknown'; detail: string }
  | { kind: 'csv'; layout: JtlLayout; next: number; lines: number };

/**
 * Looks at the beginning [0, to) of a results file: byte order mark, XML or CSV, delimiter and columns.
 * Answers `more` while the first line is not complete, unless `final`, or it is longer than `maxRowBytes`.
 */
export function readStart(bytes: Uint8Array, to: number, final: boolean, maxRowBytes: number): JtlStart {
  const decoder = new TextDecoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let lines = 0;
  while (at < to) {
    const { end, open } = endOfRecord(bytes, at, to);
    if (end >= to && !final && to - at <= maxRowBytes) return { kind: 'more' };
    const lineEnd = open ? Math.min(bytes.indexOf(NEWLINE, at), to) : end;
    const line = decoder.decode(bytes.subarray(at, Math.min(lineEnd, at + maxRowBytes))).replace(/\r$/, '');
    if (bytes[at] === LESS_THAN) return { kind: 'xml', detail: line.slice(0, 160) };
    if (line.trim() === '') {
      at = lineEnd + 1;
      lines += 1;
      continue;
    }
    const layout = detectLayout(line);
    if (layout === undefined) return { kind: 'unknown', detail: line.slice(0, 160) };
    if (!layout.hasHeader) return { kind: 'csv', layout, next: at, lines };
    return { kind: 'csv', layout, next: Math.min(lineEnd + 1, to), lines: lines + 1 };
  }
  return { kind: 'blank' };
}

/** End of the line at `from`, passing over line ends inside quotes. `open`: a quote was open to the last byte. */
function endOfRecord(bytes: Uint8Array, from: number, to: number): { end: number; open: boolean } {
  let inQuotes = false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) inQuotes = !inQuotes;
    else if (byte === NEWLINE && !inQuotes) return { end: at, open: false };
  }
  return { end: to, open: inQuotes };
}
