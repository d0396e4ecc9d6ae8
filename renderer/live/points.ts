/** Most points a series of a board keeps in one window. */
export const SERIES_POINTS_LIMIT = 20_000;

/**
 * Points of one series of a board, outside React: two typed arrays, times ascending, NaN where there is no value.
 * A patch replaces everything at or after its first time, which is how an open bucket is corrected. Never more than
 * `limit` points: the oldest go first and `dropped` counts them.
 */
export class SeriesPoints {
  readonly limit: number;
  /** Points that went because of the limit, not because they left the range. */
  dropped = 0;
  #times = new Float64Array(0);
  #values = new Float64Array(0);
  #start = 0;
  #end = 0;

  constructor(limit: number = SERIES_POINTS_LIMIT) {
    this.limit = limit;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Views, valid until the next change. */
  get times(): Float64Array {
    return this.#times.subarray(this.#start, this.#end);
  }

  get values(): Float64Array {
    return this.#values.subarray(this.#start, this.#end);
  }

  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }

  /** Takes a patch: what stood at or after its first time goes, its rows come. An empty patch changes nothing. */
  splice(times: Float64Array, values: Float64Array): void {
    const first = times[0];
    if (first === undefined) return;
    this.#end = this.#find(first);
    const over = Math.max(0, times.length - this.limit);
    const count = times.length - over;
    const fromOld = Math.max(0, this.length + count - this.limit);
    this.#start += fromOld;
    this.dropped += fromOld + over;
    this.#makeRoom(count);
    this.#times.set(times.subarray(over), this.#end);
    this.#values.set(values.subarray(over), this.#end);
    this.#end += count;
  }

  /** Forgets what is older than `time`: it left the range. */
  forgetBefore(time: number): void {
    this.#start = this.#find(time);
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

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#times.length) return;
    // New arrays instead of moving inside the old ones: a chart that still holds a view keeps true points.
    const size = Math.max(64, Math.ceil((this.length + count) * 1.5));
    const times = new Float64Array(size);
    const values = new Float64Array(size);
    times.set(this.times);
    values.set(this.values);
    this.#end = this.length;
    this.#start = 0;
    this.#times = times;
    this.#values = values;
  }
}
