/**
 * Builds and assembles what the integration tests start, once, and says which server can be had here and which cannot.
 * Run as `node scripts/stack/prepare.ts`. A missing toolchain is no failure (its tests are skipped by name), a build that breaks is.
 */
import type { Availability } from './availability.ts';
import { influx1, influx2, jmeter, prometheus, telegraf } from './index.ts';

const servers: Record<string, () => Availability | Promise<Availability>> = {
  'InfluxDB 1.x': influx1,
  Prometheus: prometheus,
  JMeter: jmeter,
  Telegraf: telegraf,
  'InfluxDB 2.x': influx2,
};

for (const [name, find] of Object.entries(servers)) {
  try {
    const found = await find();
    console.log(found.available ? `${name}: ${found.path}` : `${name}: not here. ${found.reason} ${found.install}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
