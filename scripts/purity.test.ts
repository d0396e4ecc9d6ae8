import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTool } from './stack/run-tool.ts';

/** What the check says about a source text, by way of the very module that `npm test` runs. */
async function impurities(source: string): Promise<string[]> {
  const module = JSON.stringify(join(import.meta.dirname, 'purity.mjs'));
  const script = `import { impurities } from ${module};
    for (const { line, what } of impurities(${JSON.stringify(source)})) console.log(line + ' ' + what);`;
  const { stdout } = await runTool(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('purity of core/', () => {
  it.each([
    ['const at = Date.now();', 'Date.now'],
    ['const clock = { now: Date.now };', 'Date.now'],
    ['const at = new Date();', 'new Date without a time'],
    ['const at = new Date;', 'new Date without a time'],
    ['const id = Math.random();', 'Math.random'],
    ['const text = `${process.pid}`;', 'process'],
    ['setTimeout(done, 5);', 'a timer'],
    ['const start = performance.now();', 'performance'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ['await fetch(url);', 'the network'],
  ])('finds %s', async (source, what) => {
    expect(await impurities(`\n${source}`)).toEqual([`2 ${what}`]);
  });

  it.each([
    'const day = new Date(at).getUTCDay();',
    '// Date.now() is not for core',
    '/* setTimeout(\n Math.random() */',
    "const text = 'process.env';",
    'const step = plan.process.name;',
    'const at = clock.now();',
    'const row: { performance: number } = one;',
    'const pattern = /Date.now()/;',
  ])('lets %s pass', async (source) => {
    expect(await impurities(source)).toEqual([]);
  });
});
