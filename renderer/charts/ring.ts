/** A window into points: two arrays of equal length, times ascending. Views of the ring, valid until it changes. */
export interface Points {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * Points of one series outside React: two typed arrays with a named limit. Oldest points go first, in steps of a
 * quarter of the limit, so that an append stays cheap; `dropped` counts them. Missing values are NaN.
 */
export class Ring {
  readonly name: string;
  readonly limit: number;
  /** Counts changes: a chart draws anew when it differs. */
  version = 0;
  /** Points that went because the limit was reached. */
  dropped = 0;
  #times: Float64Array;
  #values: Float64Array;
  #start = 0;
  #end = 0;

  /** `limit` is the most points it keeps; `name` is how the limit is called when an operator is told. */
  constructor(name: string, limit: number) {
    if (!Number.isInteger(limit) || limit < 4)
      throw new RangeError(`Limit of ${name} must be a whole number from 4 on`);
    this.name = name;
    this.limit = limit;
    const room = limit + Math.floor(limit / 2);
    this.#times = new Float64Array(room);
    this.#values = new Float64Array(room);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Time of the newest point, epoch ms. */
  get newest(): number | undefined {
    return this.length === 0 ? undefined : this.#times[this.#end - 1];
  }

  /**
   * Adds a point. A time that is already there is overwritten (a bucket that was still open); an older time than the
   * newest is put in its place if it exists and ignored otherwise, for the past is replaced by `replace`.
   */
  push(time: number, value: number | null | undefined): void {
    const newest = this.newest;
    const number = value ?? Number.NaN;
    if (newest !== undefined && time <= newest) {
      const at = this.#find(time);
      if (this.#times[at] === time) this.#values[at] = number;
      this.version += 1;
      return;
    }
    if (this.length >= this.limit) this.#evict();
    if (this.#end === this.#times.length) this.#compact();
    this.#times[this.#end] = time;
    this.#values[this.#end] = number;
    this.#end += 1;
    this.version += 1;
  }

  /** Forgets everything and takes these points; only the newest `limit` of them. */
  replace(times: ArrayLike<number>, values: ArrayLike<number | null>): void {
    const from = Math.max(0, times.length - this.limit);
    this.dropped += from;
    this.#start = 0;
    this.#end = 0;
    for (let at = from; at < times.length; at += 1) {
      this.#times[this.#end] = times[at] ?? Number.NaN;
      this.#values[this.#end] = values[at] ?? Number.NaN;
      this.#end += 1;
    }
    this.version += 1;
  }

  /** Forgets points older than a time: what left the window for good. */
  forgetBefore(time: number): void {
    const start = this.#find(time);
    if (start === this.#start) return;
    this.#start = start;
    this.version += 1;
  }

  /** All points, without copying. */
  points(): Points {
    return {
      times: this.#times.subarray(this.#start, this.#end),
      values: this.#values.subarray(this.#start, this.#end),
    };
  }

  /** Index of the first point not older than `time`. */
  #find(time: number): number {
    let low = this.#start;
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? Number.NaN) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #evict(): void {
    const count = Math.max(1, Math.floor(this.limit / 4));
    this.#start += count;
    this.dropped += count;
  }

  #compact(): void {
    this.#times.copyWithin(0, this.#start, this.#end);
    this.#values.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
