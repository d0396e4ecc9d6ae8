/** Samples a label that JMeter's dashboard keeps for its percentiles (`jmeter.reportgenerator.statistic_window`). */
export const DASHBOARD_WINDOW = 20_000;
const FIRST_VALUES = 64;

/** The last `capacity` durations in file order. Takes memory as it fills. */
export class ElapsedWindow {
  readonly capacity: number;
  private values = new Int32Array(FIRST_VALUES);
  private length = 0;
  /** Where the next value goes once the window is full. */
  private next = 0;

  constructor(capacity = DASHBOARD_WINDOW) {
    this.capacity = capacity;
  }

  /** True when nothing was pushed out yet and one more value would do it. */
  get isFull(): boolean {
    return this.length === this.capacity;
  }

  add(elapsed: number): void {
    if (this.length < this.capacity) {
      if (this.length === this.values.length) this.grow();
      this.values[this.length] = elapsed;
      this.length += 1;
      return;
    }
    this.values[this.next] = elapsed;
    this.next = this.next + 1 === this.capacity ? 0 : this.next + 1;
  }

  /** The values kept, sorted. */
  sorted(): Int32Array {
    return this.values.slice(0, this.length).sort();
  }

  /** The values kept, oldest first. */
  inOrder(): Int32Array {
    const ordered = new Int32Array(this.length);
    ordered.set(this.values.subarray(this.next, this.length));
    ordered.set(this.values.subarray(0, this.next), this.length - this.next);
    return ordered;
  }

  private grow(): void {
    const values = new Int32Array(Math.min(this.capacity, this.values.length * 2));
    values.set(this.values);
    this.values = values;
  }
}
