import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJtlScanner } from '#core/loadtest/jtl-scanner.ts';
import { scanJtlFile } from './jtl-file.ts';
import { generatedHeader, generatedLine } from './testing/generated-jtl.ts';

const count = 90_000;
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-jtl-'));
  path = join(folder, 'run.jtl');
  const rows = Array.from({ length: count }, (_, index) => {
    return `${generatedLine({ timeStamp: 1_790_000_000_000 + index, elapsed: index % 1000, label: `결제 ${index % 7}` })}\n`;
  });
  await writeFile(path, `${generatedHeader}\n${rows.join('')}`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a results file of several blocks', () => {
  it('is read whole and in order, and tells how far it is', async () => {
    let expected = 1_790_000_000_000;
    let inOrder = 0;
    const told: number[] = [];
    const scanner = createJtlScanner({
      onBatch: (batch) => {
        for (let index = 0; index < batch.length; index += 1) {
          if (batch.timeStamp[index] === expected) inOrder += 1;
          expected += 1;
        }
      },
    });
    const summary = await scanJtlFile(path, scanner, { onProgress: (read, size) => told.push(read / size) });
    expect(summary).toMatchObject({ rows: count, skipped: 0, cut: 0 });
    expect(inOrder).toBe(count);
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('is left at once when the caller gives up', async () => {
    const control = new AbortController();
    let rows = 0;
    const scanner = createJtlScanner({ onBatch: (batch) => (rows += batch.length) });
    const reading = scanJtlFile(path, scanner, {
      signal: control.signal,
      onProgress: () => control.abort(new Error('enough')),
    });
    await expect(reading).rejects.toThrow('enough');
    expect(rows).toBeLessThan(count);
  });

  it('that is not there, or no file, is refused with the system’s reason', async () => {
    const scanner = createJtlScanner({ onBatch: () => undefined });
    await expect(scanJtlFile(join(folder, 'none'), scanner)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(scanJtlFile(folder, scanner)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
