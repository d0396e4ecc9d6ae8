import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planSchema } from '#core/contract/loadtests.ts';
import { inspectPlanFile, toContractPlan } from './plan-file.ts';
import { threadFromBytes, threadPlanReader } from './plan-thread.ts';

const csv = (name: string, file: string): string =>
  `<CSVDataSet testclass="CSVDataSet" testname="${name}"><stringProp name="filename">${file}</stringProp></CSVDataSet><hashTree/>`;
const plan = `<?xml version="1.0" encoding="ISO-8859-1"?>
<jmeterTestPlan version="1.2" jmeter="5.6.3"><hashTree><TestPlan testclass="TestPlan" testname="Größe"/><hashTree>
${csv('there', 'data/users.csv')}${csv('missing', '${__P(folder,data)}/nobody.csv')}${csv('unknown', '${later}.csv')}
</hashTree></hashTree></jmeterTestPlan>`;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-plan-'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'users.csv'), 'user\nkim\n');
  await writeFile(join(folder, 'shop.jmx'), Buffer.from(plan, 'latin1'));
  await writeFile(join(folder, 'broken.jmx'), '<jmeterTestPlan>\n<a>\n</b>');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a plan on the disk', () => {
  it('names its data files from the plan’s folder and says which are there', async () => {
    const found = await inspectPlanFile(join(folder, 'shop.jmx'));
    expect(found.files.map((file) => [file.absolute, file.exists])).toEqual([
      [join(folder, 'data', 'users.csv'), true],
      [join(folder, 'data', 'nobody.csv'), false],
      [null, null],
    ]);
    expect(found.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('fits the contract, and is read in the encoding it names', async () => {
    const described = toContractPlan(await inspectPlanFile(join(folder, 'shop.jmx'), { folder: 'x' }));
    expect(planSchema.parse({ ...described, commit: null })).toMatchObject({
      name: 'Größe',
      files: [
        { kind: 'csv', exists: true },
        { path: join(folder, 'x', 'nobody.csv') },
        { path: '${later}.csv', exists: null },
      ],
    });
  });

  it('is refused with the line of the fault, or with the system’s reason', async () => {
    await expect(inspectPlanFile(join(folder, 'broken.jmx'))).rejects.toMatchObject({ code: 'not-xml', line: 3 });
    await expect(inspectPlanFile(join(folder, 'none.jmx'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('what is no file to read', () => {
  it.skipIf(process.platform === 'win32')('a pipe, a device and a folder are refused at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.jmx')]);
    for (const path of [join(folder, 'pipe.jmx'), '/dev/zero', folder]) {
      await expect(inspectPlanFile(path)).rejects.toMatchObject({ reason: 'not-a-file', field: 'path' });
    }
  });

  it('nothing is read for somebody who no longer asks', async () => {
    const reason = new Error('closed');
    await expect(inspectPlanFile(join(folder, 'shop.jmx'), {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('a large plan', () => {
  const large = plan.replace(
    'data/users.csv',
    `data/users.csv</stringProp><stringProp name="x">${'x'.repeat(400_000)}`,
  );

  it('is inspected in a thread, with the same result as a small one', async () => {
    await writeFile(join(folder, 'large.jmx'), Buffer.from(large, 'latin1'));
    const found = await inspectPlanFile(join(folder, 'large.jmx'));
    expect(found.hash).toBe(createHash('sha256').update(large, 'latin1').digest('hex'));
    expect(toContractPlan(found)).toMatchObject({ name: 'Größe', files: [{ exists: true }, {}, {}] });
  });

  it('comes back with the line of the fault', async () => {
    await writeFile(join(folder, 'bad.jmx'), `<jmeterTestPlan>\n${'<a/>'.repeat(threadFromBytes)}\n</b>`);
    await expect(inspectPlanFile(join(folder, 'bad.jmx'))).rejects.toMatchObject({
      name: 'PlanError',
      code: 'not-xml',
      line: 3,
    });
  });

  it('is let go when nobody asks for it any more, and the next one is read', async () => {
    const read = threadPlanReader();
    const asking = new AbortController();
    const bytes = () => new Uint8Array(Buffer.from(large, 'latin1'));
    const first = read({ bytes: bytes(), values: {} }, asking.signal);
    const second = read({ bytes: bytes(), values: {} });
    const reason = new Error('closed');
    asking.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect((await second).inspection.name).toBe('Größe');
  });
});
