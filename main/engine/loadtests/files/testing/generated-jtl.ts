/** Small repeatable generator of results files, for tests and benchmarks: same seed, same bytes. */
export const generatedHeader =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect';

/** Numbers in [0, 1), the same for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface GeneratedRow {
  timeStamp: number;
  elapsed: number;
  label: string;
  responseCode?: string;
  responseMessage?: string;
  success?: boolean;
  failureMessage?: string;
  bytes?: number;
  sentBytes?: number;
}

/** One line as JMeter 5.6.3 writes it, without its line end. */
export function generatedLine(row: GeneratedRow, thread = 1): string {
  const fields = [
    row.timeStamp,
    row.elapsed,
    row.label,
    row.responseCode ?? '200',
    row.responseMessage ?? 'OK',
    `Thread Group 1-${thread}`,
    'text',
    row.success ?? true,
    row.failureMessage ?? '',
    row.bytes ?? 1024,
    row.sentBytes ?? 128,
    10,
    10,
    'http://127.0.0.1:8080/',
    Math.max(0, row.elapsed - 1),
    0,
    Math.floor(row.elapsed / 8),
  ];
  return fields.map((field) => quoted(String(field))).join(',');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
