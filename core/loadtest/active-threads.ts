import type { ActiveThreads } from './seconds-types.ts';

/** A host that sent no row for this long no longer counts. */
export const HOST_SILENCE_MS = 60_000;

interface Reading {
  at: number;
  threads: number;
}

/** Threads at work per bucket of time: every host tells its own, so the latest of each are added up. */
export class ThreadTimeline {
  private readonly interval: number;
  private readonly maxThreads: number;
  /** Bucket start → host → latest reading in that bucket. */
  private readonly buckets = new Map<number, Map<string, Reading>>();
  private readonly names = new Set<string>();
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;
  private lastBucket = Number.NaN;
  private lastHost = '';
  private lastReading: Reading = { at: 0, threads: 0 };

  constructor(interval: number, maxThreads: number) {
    this.interval = interval;
    this.maxThreads = maxThreads;
  }

  add(bucket: number, host: string, at: number, threads: number): void {
    // Rows of one host in one second follow one another: spare them the look-ups.
    if (bucket === this.lastBucket && host === this.lastHost) {
      if (at >= this.lastReading.at) {
        this.lastReading.at = at;
        this.lastReading.threads = threads;
      }
      return;
    }
    this.lastReading = this.readingOf(bucket, host, at, threads);
    this.lastBucket = bucket;
    this.lastHost = host;
  }

  private readingOf(bucket: number, host: string, at: number, threads: number): Reading {
    let hosts = this.buckets.get(bucket);
    if (hosts === undefined) {
      this.first = Math.min(this.first, bucket);
      this.last = Math.max(this.last, bucket);
      hosts = new Map();
      this.buckets.set(bucket, hosts);
    }
    let reading = hosts.get(host);
    if (reading === undefined || at >= reading.at) {
      reading ??= { at, threads };
      reading.at = at;
      reading.threads = threads;
      hosts.set(host, reading);
    }
    return reading;
  }

  /** Notes a thread's name; equal names of two hosts are two threads. */
  see(host: string, threadName: string): void {
    if (this.names.size < this.maxThreads) this.names.add(`${host}\n${threadName}`);
  }

  drop(bucket: number): void {
    this.lastBucket = Number.NaN;
    this.buckets.delete(bucket);
  }

  /** Threads in [from, to), both starts of buckets: smallest, largest, mean and last of the buckets' sums. */
  between(wantedFrom: number, wantedTo: number): ActiveThreads {
    const latest = new Map<string, Reading>();
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let count = 0;
    let last: number | null = null;
    const silent = Math.ceil(HOST_SILENCE_MS / this.interval) * this.interval;
    const from = Math.max(wantedFrom, this.first);
    const to = Math.min(wantedTo, this.last + silent + this.interval);
    for (let bucket = from - silent; bucket < to; bucket += this.interval) {
      for (const [host, reading] of this.buckets.get(bucket) ?? []) latest.set(host, reading);
      if (bucket < from) continue;
      let active = 0;
      let hosts = 0;
      for (const reading of latest.values()) {
        if (reading.at < bucket - HOST_SILENCE_MS) continue;
        active += reading.threads;
        hosts += 1;
      }
      if (hosts === 0) continue;
      min = Math.min(min, active);
      max = Math.max(max, active);
      sum += active;
      count += 1;
      last = active;
    }
    const known = count > 0;
    return {
      min: known ? min : null,
      max: known ? max : null,
      mean: known ? sum / count : null,
      last,
      started: this.names.size,
    };
  }
}
