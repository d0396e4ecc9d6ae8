import { describe, expect, test } from 'vitest';
import { type Evidence, judgeRun } from './judge.ts';
import { noMarks, readLogLine, readOutputLine } from './tail/marks.ts';

const whole = [
  'Starting standalone test @ 2026 Nov 21 15:09:06 UTC (1795273746961)',
  'Tidying up ...    @ 2026 Nov 21 15:09:08 UTC (1795273748434)',
  '... end of run',
];

function evidence(
  lines: readonly string[],
  more: Partial<Evidence> = {},
  log: readonly (readonly [string, string])[] = [],
): Evidence {
  const marks = noMarks();
  for (const line of lines) readOutputLine(marks, line);
  for (const [level, text] of log) readLogLine(marks, level, text);
  return { marks, asked: undefined, rows: 20, samples: 20, cut: false, diskFull: false, diskLow: false, ...more };
}

describe('how a run ended', () => {
  test('to the end by itself: completed, whatever share of its samples failed', () => {
    expect(judgeRun(evidence(whole))).toEqual({ end: 'completed', reason: null, detail: null });
  });

  test('to the end after a stop was asked for: stopped, even if a kill came too late', () => {
    for (const asked of ['graceful', 'now', 'kill'] as const)
      expect(judgeRun(evidence(whole, { asked })).end).toBe('stopped');
  });

  test('no end and a kill asked: killed; no end and nothing asked: lost', () => {
    expect(judgeRun(evidence(whole.slice(0, 1), { asked: 'kill' })).end).toBe('killed');
    expect(judgeRun(evidence(whole.slice(0, 1), { cut: true }))).toEqual({
      end: 'lost',
      reason: 'jvm-gone',
      detail: 'last row cut',
    });
    expect(judgeRun(evidence(whole.slice(0, 1), { asked: 'graceful' })).end).toBe('lost');
  });

  test('threads that would not stop, and JMeter that ended itself for it: stopped, and why', () => {
    const lines = [...whole.slice(0, 2), 'Fatal error, could not stop test, exiting'];
    expect(judgeRun(evidence(lines, { asked: 'graceful' }))).toMatchObject({
      end: 'stopped',
      reason: 'threads-did-not-stop',
    });
  });

  test('nothing measured and an error in the log: failed with the cause', () => {
    const log = [
      ['ERROR', 'Test failed!'],
      ['', 'java.lang.IllegalArgumentException: File missing.csv must exist'],
      ['', '\tat x'],
    ] as const;
    expect(judgeRun(evidence(whole, { rows: 0, samples: 0 }, log))).toEqual({
      end: 'failed',
      reason: 'nothing-measured',
      detail: 'Test failed! java.lang.IllegalArgumentException: File missing.csv must exist',
    });
    expect(judgeRun(evidence(whole, {}, log)).end).toBe('completed');
  });

  test('nothing measured and nothing said: completed, without samples', () => {
    expect(judgeRun(evidence(whole, { rows: 0, samples: 0 }))).toMatchObject({
      end: 'completed',
      reason: 'no-samples',
    });
  });

  test.each([
    ['An error occurred: Error in NonGUIDriver Problem loading XML', 'plan-not-loaded'],
    ["An error occurred: The file x.jmx doesn't exist or can't be opened", 'plan-not-loaded'],
    ['Error occurred during initialization of VM', 'jvm-did-not-start'],
    ['Terminating due to java.lang.OutOfMemoryError: Java heap space', 'out-of-memory'],
    ['# A fatal error has been detected by the Java Runtime Environment:', 'jvm-crashed'],
    ['Error: Unknown option -y', 'jmeter-error'],
  ])('"%s" is a failure: %s', (line, reason) => {
    expect(judgeRun(evidence([line], { rows: 3 }))).toEqual({ end: 'failed', reason, detail: line });
  });

  test('out of memory is told before what follows from it', () => {
    const lines = ['An error occurred: something', 'java.lang.OutOfMemoryError: Java heap space'];
    expect(judgeRun(evidence(lines)).reason).toBe('out-of-memory');
  });

  test('a full disk goes before everything, seen by us or said by the JVM', () => {
    expect(judgeRun(evidence(whole, { diskFull: true })).end).toBe('disk-full');
    expect(judgeRun(evidence([...whole, 'java.io.IOException: No space left on device']))).toMatchObject({
      end: 'disk-full',
    });
  });

  test('a disk that is nearly full at the end matters when rows are missing or the end was not reached', () => {
    const short = evidence(['summary =     30 in 00:00:15 =    2.0/s Avg: 3', ...whole], { diskLow: true });
    expect(judgeRun(short)).toEqual({ end: 'disk-full', reason: 'no-space', detail: '20 of 30' });
    expect(judgeRun(evidence(whole.slice(0, 1), { diskLow: true })).end).toBe('disk-full');
    expect(judgeRun(evidence(whole, { diskLow: true })).end).toBe('completed');
  });

  test('rows that JMeter counted and the file does not hold are told', () => {
    const lines = [
      'summary +     10 in 00:00:05 =    2.0/s',
      'summary =     30 in 00:00:15 =    2.0/s Avg: 3',
      ...whole,
    ];
    expect(judgeRun(evidence(lines))).toEqual({ end: 'completed', reason: 'rows-missing', detail: '20 of 30' });
    expect(judgeRun(evidence(lines, { samples: 31 })).reason).toBeNull();
  });
});

test('the port, the start and the words that JMeter heard are read from stdout, of old versions too', () => {
  const { marks } = evidence([
    'Starting the test @ Sat Nov 21 15:09:06 UTC 2026 (1795273746961)',
    'Waiting for possible shutdown message on port 4446',
    'Command: Shutdown received from /127.0.0.1',
  ]);
  expect(marks).toMatchObject({ startedAt: 1795273746961, stopPort: 4446, received: ['Shutdown'], endOfRun: false });
  expect(
    evidence(['Waiting for possible Shutdown/StopTestNow/HeapDump/ThreadDump message on port 14455']).marks.stopPort,
  ).toBe(14455);
});
