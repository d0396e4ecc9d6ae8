import { hostname } from 'node:os';
import type { Clock } from '#core/time/clock.ts';
import type { SampleStore } from '../samples/store.ts';
import { type CpuTimes, cpuReadings } from './cpu.ts';
import { LinuxProbe } from './linux.ts';
import { PortableProbe } from './portable.ts';
import type { HostProbe } from './probe.ts';
import { encodeReadings } from './reading.ts';

const INTERVAL_MS = 10_000;
const SECOND_SAMPLE_MS = 1_000;

export interface SamplerOptions {
  store: Pick<SampleStore, 'write'>;
  clock: Clock;
  probe: HostProbe;
  /** Value of the `host` tag (the machine's name). */
  host?: string;
  /** Told when a sample could not be taken or stored; sampling goes on. */
  onError?: (error: unknown) => void;
}

export interface Sampler {
  /** Epoch ms of the last sample that was stored. */
  lastSampleAt(): number | undefined;
  /** Resolves when no sample is under way any more. */
  stop(): Promise<void>;
}

/** The probe of this machine. systeminformation is loaded only where it is needed. */
export async function hostProbe(platform: NodeJS.Platform = process.platform): Promise<HostProbe> {
  if (platform === 'linux') return new LinuxProbe();
  const information = await import('systeminformation');
  return new PortableProbe(information.default, platform);
}

/**
 * Samples this machine at once, after a second (processor load needs two samples) and then every ten seconds, in
 * Telegraf's names, straight into the store.
 */
export function startSampler(options: SamplerOptions): Sampler {
  const { store, clock, probe } = options;
  const host = options.host ?? hostname();
  const stopping = new AbortController();
  let before: CpuTimes[] = [];
  let sampledAt: number | undefined;
  let lastSampleAt: number | undefined;
  let running: Promise<void> = Promise.resolve();

  async function sample(): Promise<void> {
    if (stopping.signal.aborted) return;
    try {
      const now = clock.now();
      const monotonic = clock.monotonic();
      const elapsed = sampledAt === undefined ? 0 : monotonic - sampledAt;
      const times = await probe.cpuTimes();
      const readings = [...cpuReadings(before, times), ...(await probe.readings(elapsed))];
      before = times;
      sampledAt = monotonic;
      const body = new TextEncoder().encode(encodeReadings(readings, host, now));
      const outcome = await store.write(body, { precision: 'ns', receivedAt: now });
      if (outcome.written > 0) lastSampleAt = now;
      const [first] = outcome.errors;
      if (first !== undefined)
        options.onError?.(new Error(`${outcome.rejected} readings were refused: ${first.reason}`));
    } catch (error) {
      if (!stopping.signal.aborted) options.onError?.(error);
    }
  }

  const queue = (): Promise<void> => (running = running.then(sample));
  void queue();
  clock.sleep(SECOND_SAMPLE_MS, stopping.signal).then(queue, () => undefined);
  const cancel = clock.every(INTERVAL_MS, queue);
  return {
    lastSampleAt: () => lastSampleAt,
    stop: async () => {
      stopping.abort();
      cancel();
      await running;
    },
  };
}
