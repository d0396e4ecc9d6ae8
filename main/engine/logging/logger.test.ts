import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openLogging } from './logger.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('writes one JSON line an event and cuts secrets out wherever they stand', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-log-'));
  folders.push(folder);
  const logging = await openLogging(folder, 'info', 3);
  logging.log.info(
    { password: 'hunter2-a', call: { input: { secret: 'hunter2-b', token: 'hunter2-c' } }, id: 7 },
    'a call',
  );
  logging.log.warn({ headers: { authorization: 'Bearer hunter2-d', cookie: 'hunter2-e' } }, 'a request');
  logging.log.debug('below the level');
  await logging.close();
  const file = readdirSync(folder).find((name) => name.endsWith('.log'));
  const text = readFileSync(join(folder, file ?? ''), 'utf8');
  expect(text).not.toContain('hunter2');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ msg: 'a call', id: 7, password: '[cut]', call: { input: { secret: '[cut]' } } });
});
