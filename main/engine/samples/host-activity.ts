import type { HostReport } from './store.ts';

const KEPT_GAPS = 15;

/** What one host last sent to one measurement. */
export interface HostTrack {
  host: string;
  measurement: string;
  /** Epoch ms of its newest point, -Infinity before the first. */
  lastSeen: number;
  /** Distances between its last distinct times, ms. */
  gaps: number[];
}

/** Remembers when every host was last heard, by measurement: what the Hosts page shows without a scan. */
export class HostActivity {
  readonly #tracks = new Map<string, HostTrack>();

  track(host: string, measurement: string): HostTrack {
    const key = JSON.stringify([host, measurement]);
    let track = this.#tracks.get(key);
    if (track === undefined) {
      track = { host, measurement, lastSeen: Number.NEGATIVE_INFINITY, gaps: [] };
      this.#tracks.set(key, track);
    }
    return track;
  }

  /** Forgets what retention dropped: everything last heard before `cutoffMs` in `measurement`. */
  drop(measurement: string, cutoffMs: number): void {
    for (const [key, track] of this.#tracks) {
      if (track.measurement === measurement && track.lastSeen < cutoffMs) this.#tracks.delete(key);
    }
  }

  report(): HostReport[] {
    const hosts = new Map<string, HostReport>();
    for (const track of this.#tracks.values()) {
      if (track.lastSeen === Number.NEGATIVE_INFINITY) continue;
      const report = hosts.get(track.host) ?? { host: track.host, lastSeen: track.lastSeen, measurements: [] };
      report.lastSeen = Math.max(report.lastSeen, track.lastSeen);
      const interval = median(track.gaps);
      const { measurement, lastSeen } = track;
      report.measurements.push(
        interval === undefined ? { measurement, lastSeen } : { measurement, lastSeen, interval },
      );
      hosts.set(track.host, report);
    }
    const sorted = [...hosts.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
    for (const report of sorted) report.measurements.sort((a, b) => (a.measurement < b.measurement ? -1 : 1));
    return sorted;
  }
}

/** Notes a point's time (epoch ms); points that arrive late change nothing. */
export function noteActivity(track: HostTrack, time: number): void {
  if (time <= track.lastSeen) return;
  if (track.lastSeen !== Number.NEGATIVE_INFINITY) {
    track.gaps.push(time - track.lastSeen);
    if (track.gaps.length > KEPT_GAPS) track.gaps.shift();
  }
  track.lastSeen = time;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
