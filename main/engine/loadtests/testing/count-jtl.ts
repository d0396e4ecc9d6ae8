import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const row = z.object({ elapsed: z.coerce.number(), success: z.enum(['true', 'false']), label: z.string() });

/** Counts a results file by another reader than the product's own. A cut last line is left out. */
export async function countJtl(path: string) {
  const text = await readFile(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const rows = z.array(row).parse(parse(whole, { columns: true }));
  const labels: Record<string, number> = {};
  for (const { label } of rows) labels[label] = (labels[label] ?? 0) + 1;
  const times = rows.map(({ elapsed }) => elapsed);
  return {
    rows: rows.length,
    errors: rows.filter(({ success }) => success === 'false').length,
    min: Math.min(...times),
    max: Math.max(...times),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    labels,
  };
}
