import { type JtlRow, rowAt } from '../jtl-batch.ts';
import { createJtlScanner, type JtlScannerOptions } from '../jtl-scanner.ts';
import type { JtlSummary } from '../jtl-summary.ts';

/** Scans a text given in pieces that end at `cuts` (byte positions) and collects its rows. For tests. */
export function scanText(
  text: string | Uint8Array,
  cuts: readonly number[] = [],
  options: Omit<JtlScannerOptions, 'onBatch'> = {},
): { rows: JtlRow[]; summary: JtlSummary } {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const rows: JtlRow[] = [];
  const scanner = createJtlScanner({
    ...options,
    onBatch: (batch) => {
      for (let index = 0; index < batch.length; index += 1) rows.push(rowAt(batch, index));
    },
  });
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    const to = Math.min(Math.max(cut, from), bytes.length);
    scanner.push(bytes.subarray(from, to));
    from = to;
  }
  return { rows, summary: scanner.end() };
}

/** Columns of JMeter 5.x. */
export const header5 =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect';

/** A row of JMeter 5.x, without line end. */
export function line5(timeStamp: number | string, elapsed: number, label: string, more: Partial<Line5> = {}): string {
  const {
    code = '200',
    message = 'OK',
    thread = 'TG 1-1',
    success = true,
    failure = '',
    bytes = 100,
    sent = 10,
    all = 1,
  } = more;
  const fields = [
    timeStamp,
    elapsed,
    label,
    code,
    message,
    thread,
    'text',
    success,
    failure,
    bytes,
    sent,
    all,
    all,
    'null',
    1,
    0,
    3,
  ];
  return fields.map((field) => quote(String(field))).join(',');
}

interface Line5 {
  code: string;
  message: string;
  thread: string;
  success: boolean;
  failure: string;
  bytes: number;
  sent: number;
  all: number;
}

export function quote(text: string, delimiter = ','): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
