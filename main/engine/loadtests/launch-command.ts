import { delimiter, dirname } from 'node:path';
import type { DetachedCommand } from '../processes/detached.ts';
import type { ReadyGenerator } from './generator.ts';
import { propertiesText } from './properties-file.ts';
import type { RunFiles } from './run-folder.ts';

/**
 * What the results file must hold, whatever the user's own properties say. Names and defaults:
 * `bin/jmeter.properties` of JMeter 5.6.3, section "Results file configuration".
 */
const results: Readonly<Record<string, string>> = {
  output_format: 'csv',
  timestamp_format: 'ms',
  default_delimiter: ',',
  print_field_names: 'true',
  // Row by row instead of every 8 KB: what is measured is on the disk when the JVM dies.
  autoflush: 'true',
  time: 'true',
  label: 'true',
  response_code: 'true',
  response_message: 'true',
  successful: 'true',
  thread_name: 'true',
  data_type: 'true',
  assertion_results_failure_message: 'true',
  assertion_results: 'none',
  bytes: 'true',
  sent_bytes: 'true',
  thread_counts: 'true',
  url: 'true',
  latency: 'true',
  connect_time: 'true',
  idle_time: 'true',
  hostname: 'true',
  sample_count: 'false',
  encoding: 'false',
  filename: 'false',
  subresults: 'true',
};

export interface LaunchOrder {
  runId: string;
  generator: ReadyGenerator;
  heapMegabytes: number;
  plan: string;
  /** Values of the plan's parameters. */
  values: Readonly<Record<string, string>>;
  /** UDP port for asking this JVM to stop. */
  stopPort: number;
  files: RunFiles;
}

/** Mark on the command line by which a run's process is found when nobody wrote its pid down. */
export function runMark(runId: string): string {
  return `-Dwatchfloor.run=${runId}`;
}

/** Properties of a run: the operator's values first, so that none of them can bend what the console relies on. */
export function runProperties(order: Pick<LaunchOrder, 'values' | 'stopPort'>): string {
  const ours: Record<string, string> = {};
  for (const [name, value] of Object.entries(results)) ours[`jmeter.save.saveservice.${name}`] = value;
  return propertiesText({
    ...order.values,
    ...ours,
    'sampleresult.timestamp.start': 'true',
    'jmeterengine.nongui.port': String(order.stopPort),
    // Without it a port above 4455 is refused.
    'jmeterengine.nongui.maxport': String(order.stopPort),
    'summariser.name': 'summary',
    'summariser.interval': '30',
    'summariser.log': 'true',
    'summariser.out': 'true',
  });
}

/**
 * `java … -jar ApacheJMeter.jar -n -t PLAN …` without a shell. Runs in the plan's own folder, as somebody would start it
 * by hand: JMeter resolves a plan's data files against the plan, scripts in it against the working folder.
 */
export function launchCommand(
  order: LaunchOrder,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): DetachedCommand {
  const { generator, files } = order;
  return {
    program: generator.java,
    args: [
      `-Xms${Math.min(order.heapMegabytes, 256)}m`,
      `-Xmx${order.heapMegabytes}m`,
      '-XX:MaxMetaspaceSize=256m',
      // A JVM out of memory says so and ends, instead of going on with half of its threads.
      '-XX:+ExitOnOutOfMemoryError',
      '-Djava.awt.headless=true',
      '-Dsun.stdout.encoding=UTF-8',
      '-Dsun.stderr.encoding=UTF-8',
      runMark(order.runId),
      '-jar',
      generator.jar,
      '-n',
      '-t',
      order.plan,
      '-q',
      files.properties,
      '-l',
      files.samples,
      '-j',
      files.log,
    ],
    cwd: dirname(order.plan),
    environment: childEnvironment(generator, environment, platform),
    stdout: files.stdout,
    stderr: files.stderr,
  };
}

const kept = {
  posix: ['HOME', 'USER', 'LOGNAME', 'TZ', 'TMPDIR', 'SSH_AUTH_SOCK', 'KRB5CCNAME'],
  win32: [
    'SystemRoot',
    'SystemDrive',
    'windir',
    'TEMP',
    'TMP',
    'USERPROFILE',
    'USERNAME',
    'USERDOMAIN',
    'APPDATA',
    'LOCALAPPDATA',
    'ProgramData',
    'PATHEXT',
    'COMSPEC',
    'NUMBER_OF_PROCESSORS',
    'TZ',
  ],
};

/** The least a JVM and a plan's own commands need; nothing of the engine's secrets or of `JVM_ARGS` gets through. */
function childEnvironment(
  generator: ReadyGenerator,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Record<string, string> {
  const child: Record<string, string> = {};
  for (const name of platform === 'win32' ? kept.win32 : kept.posix) {
    const value = environment[name];
    if (value !== undefined) child[name] = value;
  }
  const path = environment['PATH'] ?? environment['Path'];
  child['PATH'] = [dirname(generator.java), ...(path ? [path] : [])].join(platform === 'win32' ? ';' : delimiter);
  child['JMETER_HOME'] = generator.home;
  // Without a UTF-8 locale a JVM before 18 cannot open files with Korean names.
  if (platform !== 'win32')
    child['LC_ALL'] =
      environment['LC_ALL'] ?? environment['LANG'] ?? (platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8');
  return child;
}
