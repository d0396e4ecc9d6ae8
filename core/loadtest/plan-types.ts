/** Where in a plan something stands: names of the test elements from the plan down to the element. */
export type PlanPath = string[];

export interface PlanThreadGroup {
  name: string;
  /** Class as the file names it, e.g. `ThreadGroup` or `com.blazemeter.jmeter.threads.concurrency.ConcurrencyThreadGroup`. */
  className: string;
  kind: 'plain' | 'setUp' | 'tearDown' | 'ultimate' | 'concurrency' | 'arrivals' | 'stepping' | 'other';
  enabled: boolean;
  /** Texts as they come out with the given values; an unknown function stays as `${…}`. `null`: the group has no such setting. */
  threads: string | null;
  rampUpSeconds: string | null;
  /** `-1` or `forever` runs until the duration ends or somebody stops it. */
  loops: string | null;
  durationSeconds: string | null;
  delaySeconds: string | null;
  path: PlanPath;
}

export interface PlanParameter {
  name: string;
  /** `__P` has the default 1 when the plan gives none, `__property` has none. */
  defaultValue: string | null;
  function: '__P' | '__property';
  /** The value the caller gave, else the default. */
  value: string | null;
  /** Defaults it has elsewhere in the plan: without a value, it is not the same everywhere. */
  otherDefaults?: string[];
  usedIn: { path: PlanPath; property: string }[];
}

export interface PlanFile {
  kind: 'csv-data' | 'other';
  /** As written in the plan, with known values put in. */
  written: string;
  /** False when part of the name cannot be known before the run. */
  resolved: boolean;
  enabled: boolean;
  path: PlanPath;
  property: string;
  /** CSV Data Set only. */
  csv?: { variableNames: string; ignoreFirstLine: boolean; delimiter: string; shareMode: string; recycle: boolean };
}

export interface PlanHost {
  /** Host name or address with known values put in; may still hold `${…}`. */
  host: string;
  port: string | null;
  protocol: string;
  /** False when the host still holds something only the run knows. */
  resolved: boolean;
  kind: 'http' | 'jdbc' | 'tcp' | 'other';
  usedIn: PlanPath[];
}

export interface PlanListener {
  name: string;
  className: string;
  enabled: boolean;
  /** File it writes, empty for none. */
  file: string;
  /** Sends the metrics to a store by itself. */
  isBackend: boolean;
  path: PlanPath;
}

export interface PlanWarning {
  code:
    | 'runs-forever'
    | 'no-connect-timeout'
    | 'no-response-timeout'
    | 'no-enabled-thread-group'
    | 'listener-writes-file'
    | 'gui-listener'
    | 'backend-listener'
    | 'unresolved-host'
    | 'function-in-typed-property'
    | 'script-may-do-anything'
    | 'includes-other-plan'
    | 'may-hit-other-hosts';
  path: PlanPath;
  detail: string;
}

/** What a plan will do, as far as its file tells. */
export interface PlanInspection {
  name: string;
  /** Version of JMeter that wrote the file; empty when it does not say. */
  jmeterVersion: string;
  /** `serialize_threadgroups` of the plan. */
  runsGroupsOneAfterAnother: boolean;
  threadGroups: PlanThreadGroup[];
  parameters: PlanParameter[];
  files: PlanFile[];
  hosts: PlanHost[];
  listeners: PlanListener[];
  warnings: PlanWarning[];
  /** Functions the plan calls that are not JMeter's own, e.g. of a plug-in. */
  unknownFunctions: string[];
  /** User-defined variables with their values put in. */
  variables: Record<string, string>;
}

/** A plan that cannot be read. `line` and `column` count from 1. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code: 'not-xml' | 'not-a-plan' | 'too-large' | 'too-deep';
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: PlanError['code'], message: string, line?: number, column?: number) {
    super(message);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
