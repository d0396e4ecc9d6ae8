import { type Reading, real, whole } from './reading.ts';

/** The `system` measurement. `load` is absent where the platform has none (Windows). */
export function systemReading(
  load: readonly [number, number, number] | undefined,
  cpus: number,
  physicalCpus: number | undefined,
  uptimeSeconds: number,
): Reading {
  return {
    measurement: 'system',
    tags: {},
    fields: {
      load1: load && real(load[0]),
      load5: load && real(load[1]),
      load15: load && real(load[2]),
      n_cpus: whole(cpus),
      n_physical_cpus: physicalCpus === undefined ? undefined : whole(physicalCpus),
      uptime: whole(Math.floor(uptimeSeconds)),
      uptime_format: { text: uptimeText(uptimeSeconds) },
    },
  };
}

/** As Telegraf writes it: `3 days, 4:05`, `4:05`. */
export function uptimeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const clock = `${String(Math.floor(minutes / 60) % 24).padStart(2)}:${String(minutes % 60).padStart(2, '0')}`;
  return days === 0 ? clock : `${days} day${days === 1 ? '' : 's'}, ${clock}`;
}
