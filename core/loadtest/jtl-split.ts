/** The row goes on behind the bytes given. */
export const INCOMPLETE = -1;
/** A quoted field that began never ends, and no more bytes will come. */
export const NEVER_CLOSED = -2;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const FIRST_FIELDS = 64;

/** Fields of the row that was split last. */
export interface Splitter {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where the field holds doubled quotes that must be halved. */
  readonly doubled: Uint8Array;
  fields: number;
  /** Lines the row takes up: more than 1 when a quoted field holds line ends. */
  lines: number;
  /** Behind the row's last byte, without its line end. */
  endOfRow: number;
  /**
   * Splits the row at `from`; `bytes[to]` must be a line end (a sentinel). Returns where the next row begins, `to + 1`
   * when the last row has no line end and `final` is true, `INCOMPLETE` or `NEVER_CLOSED`.
   */
  split(bytes: Uint8Array, from: number, to: number, final: boolean): number;
}

/**
 * Splits rows as JMeter writes them: a field with delimiter, quote or line end is quoted, quotes in it doubled. Lenient
 * where JMeter refuses: a quote inside a plain field is taken as it stands, and so is a field with text behind its
 * closing quote.
 */
export function createSplitter(delimiter: string): Splitter {
  return new RowSplitter(delimiter.charCodeAt(0));
}

class RowSplitter implements Splitter {
  starts = new Int32Array(FIRST_FIELDS);
  ends = new Int32Array(FIRST_FIELDS);
  doubled = new Uint8Array(FIRST_FIELDS);
  fields = 0;
  lines = 1;
  endOfRow = 0;
  private readonly delimiter: number;
  /** 1 for the bytes that end a plain field. */
  private readonly stops = new Uint8Array(256);

  constructor(delimiter: number) {
    this.delimiter = delimiter;
    this.stops[delimiter] = 1;
    this.stops[NEWLINE] = 1;
  }

  split(bytes: Uint8Array, from: number, to: number, final: boolean): number {
    const { stops, delimiter } = this;
    let { starts, ends } = this;
    let field = 0;
    let at = from;
    this.lines = 1;
    for (;;) {
      if (field >= starts.length) {
        this.grow();
        ({ starts, ends } = this);
      }
      if (bytes[at] === QUOTE && at < to) {
        const behind = this.quoted(bytes, at, to, field);
        if (behind < 0) {
          // The quote may be closed by bytes still to come; without any, it is open for good.
          this.fields = field;
          return final ? NEVER_CLOSED : INCOMPLETE;
        }
        at = behind;
      } else {
        starts[field] = at;
        while (stops[bytes[at] ?? NEWLINE] === 0) at += 1;
        ends[field] = at;
        this.doubled[field] = 0;
      }
      field += 1;
      if (bytes[at] === delimiter && at < to) {
        at += 1;
        continue;
      }
      if (at >= to && !final) return INCOMPLETE;
      const last = field - 1;
      const end = ends[last] ?? 0;
      if (end > (starts[last] ?? 0) && end === at && bytes[end - 1] === CARRIAGE_RETURN) ends[last] = end - 1;
      this.fields = field;
      this.endOfRow = at;
      return at + 1;
    }
  }

  /** Reads the quoted field at `open`; returns the index of the byte that ends it (delimiter or line end), or -1. */
  private quoted(bytes: Uint8Array, open: number, to: number, field: number): number {
    let at = open + 1;
    let lines = 0;
    let doubled = 0;
    for (;;) {
      while (at < to && bytes[at] !== QUOTE) {
        if (bytes[at] === NEWLINE) lines += 1;
        at += 1;
      }
      if (at >= to) return -1;
      if (bytes[at + 1] !== QUOTE || at + 1 >= to) break;
      doubled = 1;
      at += 2;
    }
    let behind = at + 1;
    if (bytes[behind] === CARRIAGE_RETURN && bytes[behind + 1] === NEWLINE) behind += 1;
    if (behind < to && this.stops[bytes[behind] ?? NEWLINE] === 0) {
      // Text behind the closing quote: keep the field as it stands in the file.
      while (this.stops[bytes[behind] ?? NEWLINE] === 0) behind += 1;
      this.starts[field] = open;
      this.ends[field] = behind;
      this.doubled[field] = 0;
    } else {
      this.starts[field] = open + 1;
      this.ends[field] = at;
      this.doubled[field] = doubled;
    }
    this.lines += lines;
    return behind;
  }

  private grow(): void {
    const starts = new Int32Array(this.starts.length * 2);
    starts.set(this.starts);
    const ends = new Int32Array(starts.length);
    ends.set(this.ends);
    const doubled = new Uint8Array(starts.length);
    doubled.set(this.doubled);
    this.starts = starts;
    this.ends = ends;
    this.doubled = doubled;
  }
}
