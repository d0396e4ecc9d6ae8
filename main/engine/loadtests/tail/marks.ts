/** What JMeter and its JVM said about the run, gathered from stdout, stderr and jmeter.log. */
export interface Marks {
  /** `Starting standalone test @ … (epochMs)`; `undefined` before. */
  startedAt: number | undefined;
  /** Port named by `Waiting for possible Shutdown/… message on port N`. */
  stopPort: number | undefined;
  /** Words that JMeter said it received on its stop port. */
  received: string[];
  tidying: boolean;
  endOfRun: boolean;
  /** First line that says the run could not go on, and its machine word. */
  failure: { reason: FailureReason; line: string } | undefined;
  /** First line of level ERROR or FATAL in jmeter.log: tells why when nothing was measured. */
  firstError: string | undefined;
  /** The next line may be the first of that error's trace. */
  causeFollows: boolean;
  noSpace: boolean;
  /** Samples by the summariser's last total (`summary = N in …`), Transaction Controllers left out. */
  summarised: number | undefined;
}

export type FailureReason =
  | 'out-of-memory'
  | 'jvm-did-not-start'
  | 'jvm-crashed'
  | 'plan-not-loaded'
  | 'jmeter-error'
  | 'stop-failed';

export function noMarks(): Marks {
  return {
    startedAt: undefined,
    stopPort: undefined,
    received: [],
    tidying: false,
    endOfRun: false,
    failure: undefined,
    firstError: undefined,
    causeFollows: false,
    noSpace: false,
    summarised: undefined,
  };
}

const mostReceived = 20;
const longestLine = 500;

const failures: readonly (readonly [RegExp, FailureReason])[] = [
  [/java\.lang\.OutOfMemoryError/, 'out-of-memory'],
  [
    /^Error occurred during initialization of VM|^Error: Could not create the Java Virtual Machine|^Invalid (maximum|initial) heap size|^Error: (Unable to access jarfile|Could not find or load)/,
    'jvm-did-not-start',
  ],
  [/A fatal error has been detected by the Java Runtime Environment/, 'jvm-crashed'],
  [
    /^Error in NonGUIDriver|^An error occurred: Error in NonGUIDriver|doesn't exist or can't be opened|^Could not open/,
    'plan-not-loaded',
  ],
  [/^An error occurred:|^Incorrect Usage|^Error: Unknown option|Failed to create UDP port/, 'jmeter-error'],
  [/Fatal error, could not stop test|The JVM should have exited(ted)? but did not/, 'stop-failed'],
];

/** Texts of "disk full" on Linux and macOS, on Windows, in Korean Windows, and of quotas. */
const noSpace = /No space left on device|There is not enough space on the disk|디스크 공간이 부족|Disk quota exceeded/;

/** Takes one line of stdout or stderr. Lines: reference/loadtest.md, section 7. */
export function readOutputLine(marks: Marks, line: string): void {
  const started = /^Starting (?:standalone |the )?test @ .*?(?:\((\d+)\))?\s*$/.exec(line);
  if (started !== null) marks.startedAt ??= Number(started[1] ?? 0);
  const port = /^Waiting for possible .*message on port (\d+)/i.exec(line);
  if (port !== null) marks.stopPort = Number(port[1]);
  const command = /^Command: (\w+) received from/.exec(line);
  if (command?.[1] !== undefined && marks.received.length < mostReceived) marks.received.push(command[1]);
  if (line.startsWith('Tidying up ')) marks.tidying = true;
  if (line.startsWith('... end of run')) marks.endOfRun = true;
  const summary = /^summary =\s+(\d+) in /.exec(line);
  if (summary !== null) marks.summarised = Number(summary[1]);
  readAnyLine(marks, line);
}

/** Takes one line of jmeter.log. A line that continues the one before it (a stack trace) has an empty level. */
export function readLogLine(marks: Marks, level: string, text: string): void {
  if (level === 'ERROR' || level === 'FATAL') {
    if (marks.firstError === undefined) {
      marks.firstError = text.slice(0, longestLine);
      marks.causeFollows = true;
    } else marks.causeFollows = false;
  } else if (marks.causeFollows && level === '') {
    // The first line of the trace names the cause: "Test failed!" alone helps nobody.
    marks.firstError = `${marks.firstError ?? ''} ${text.trim()}`.slice(0, longestLine);
    marks.causeFollows = false;
  } else if (level !== '') marks.causeFollows = false;
  if (noSpace.test(text)) marks.noSpace = true;
  if (/java\.lang\.OutOfMemoryError/.test(text)) fail(marks, 'out-of-memory', text);
}

function readAnyLine(marks: Marks, line: string): void {
  if (noSpace.test(line)) marks.noSpace = true;
  for (const [pattern, reason] of failures) {
    if (pattern.test(line)) {
      fail(marks, reason, line);
      return;
    }
  }
}

/** The first word stays, but for a cause that explains it better: out of memory goes before what followed from it. */
function fail(marks: Marks, reason: FailureReason, line: string): void {
  if (marks.failure === undefined || (reason === 'out-of-memory' && marks.failure.reason !== reason)) {
    marks.failure = { reason, line: line.slice(0, longestLine) };
  }
}
