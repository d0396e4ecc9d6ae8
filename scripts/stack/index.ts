/** The test stack: real servers on 127.0.0.1, each in a folder of its own, stopped by its pid. */
export { type Availability, titled } from './availability.ts';
export { type Influx1, influx1, startInflux1 } from './influx1.ts';
export { startInflux2 } from './influx2.ts';
export { influx2 } from './influx2-build.ts';
export { jmeter } from './jmeter.ts';
export { type LoadTarget, startLoadTarget } from './load-target.ts';
export { removeFolder, temporaryFolder } from './places.ts';
export { type Prometheus, prometheus, startPrometheus } from './prometheus.ts';
export { runTool } from './run-tool.ts';

export { runTelegraf, startTelegraf } from './telegraf.ts';
export { telegraf } from './telegraf-build.ts';
