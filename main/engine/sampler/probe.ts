import type { CpuTimes } from './cpu.ts';
import type { Reading } from './reading.ts';

/** The numbers of one machine: one implementation a platform. */
export interface HostProbe {
  cpuTimes(): Promise<CpuTimes[]>;
  /** Everything but cpu. What a platform cannot tell is absent; `elapsedMs` is the time since the call before. */
  readings(elapsedMs: number): Promise<Reading[]>;
}
