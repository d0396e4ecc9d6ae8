/** The test stack: real servers on 127.0.0.1, each in a folder of its own, stopped by its pid. */
export { type Availability, ServerUnavailable, titled } from './availability.ts';
export { type Influx1, type Influx1Options, influx1, startInflux1 } from './influx1.ts';
export { type Influx2, type Influx2Options, startInflux2 } from './influx2.ts';
export { influx2 } from './influx2-build.ts';
export { jmeter, jmeterHome } from './jmeter.ts';
export { type LoadTarget, startLoadTarget, type TargetBehaviour } from './load-target.ts';
export { freePort, removeFolder, temporaryFolder } from './places.ts';
export { type Prometheus, type PrometheusOptions, prometheus, startPrometheus } from './prometheus.ts';
export { runTool, type ToolOptions, type ToolResult } from './run-tool.ts';
export { onFreePort, type RunningServer, type ServerStart, startServer } from './running-server.ts';
export { runTelegraf, startTelegraf, type TelegrafOptions } from './telegraf.ts';
export { telegraf } from './telegraf-build.ts';
