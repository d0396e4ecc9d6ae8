import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStats } from './stats.ts';
import { displayWidth } from './stats-table.ts';

const header = 'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes,sentBytes';
const rows = [
  '1700000000000,10,GET /,200,OK,t-1,true,1000,100',
  '1700000000100,30,로그인,500,Internal,t-1,false,500,50',
  '1700000001000,20,GET /,200,OK,t-1,true,1000,100',
];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-stats-'));
  await writeFile(join(folder, 'run.jtl'), `${[header, ...rows].join('\n')}\n`);
  await writeFile(join(folder, 'more.jtl'), `${header}\n${rows[0]}\nbad line\n17000`);
  await writeFile(join(folder, 'empty.jtl'), `${header}\n`);
  await writeFile(join(folder, 'escape.jtl'), `${header}\n1700000000000,10,\u001b[31mred,200,OK,t,true,1,1\n`);
  await writeFile(join(folder, 'text.jtl'), 'hello\n');
  await writeFile(join(folder, 'xml.jtl'), '<testResults/>');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function call(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runStats(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const file = (name: string): string => join(folder, name);

describe('stats', () => {
  it('prints JSON alone on stdout, with every figure', async () => {
    const { code, out, err } = await call(file('run.jtl'), '--format', 'json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      files: [{ path: file('run.jtl'), rows: 3, skipped: 0, cut: 0 }],
      total: { samples: 3, errors: 1, mean: 20, exact: { p50: 20 }, jmeter: { median: 20 } },
      labels: [
        { label: 'GET /', samples: 2 },
        { label: '로그인', errorRate: 1 },
      ],
      errors: [{ label: '로그인', code: '500', message: 'Internal', count: 1 }],
    });
  });

  it('prints the file JMeter would write', async () => {
    const { code, out } = await call('--format=statistics.json', file('run.jtl'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      Total: { sampleCount: 3, errorPct: 33.333332 },
      로그인: { errorCount: 1 },
    });
  });

  it('prints a table whose columns stand under one another, wide letters included', async () => {
    const { code, out } = await call(file('run.jtl'));
    expect(code).toBe(0);
    const lines = out.split('\n').slice(0, 4);
    expect(lines[3]).toMatch(/^Total +3 +1 +33\.33/);
    expect(new Set(lines.map((line) => displayWidth(line))).size).toBe(1);
  });

  it('takes several files as one run, and says on stderr what was left out', async () => {
    const { code, out, err } = await call(file('run.jtl'), file('more.jtl'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ total: { samples: 4 } });
    expect(err).toContain('skipped 1 line(s)');
    expect(err).toContain('line 3');
    expect(err).toContain('last line is cut');
  });

  it('lets no control character of a label reach the terminal', async () => {
    const { out } = await call(file('escape.jtl'));
    expect(out).not.toContain('\u001b');
    expect(out).toContain('·[31mred');
  });

  it.each([
    ['nothing.jtl', 'no such file'],
    ['text.jtl', 'not a JMeter results file'],
    ['xml.jtl', 'XML'],
    ['empty.jtl', 'no sample'],
    ['.', 'a folder'],
  ])('ends with 104 for %s and says why', async (name, reason) => {
    const { code, out, err } = await call(file(name), '--format', 'json');
    expect([code, out]).toEqual([104, '']);
    expect(err).toContain(reason);
  });

  it.each([[[]], [['--format', 'xls', 'a']], [['--wrong']]])('ends with 104 for the arguments %j', async (argv) => {
    const { code, out, err } = await call(...argv);
    expect([code, out]).toEqual([104, '']);
    expect(err).toContain('usage: watchfloor stats');
  });
});
