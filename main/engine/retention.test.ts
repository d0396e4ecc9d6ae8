import pino from 'pino';
import { expect, it } from 'vitest';
import { settingsSchema } from '#core/contract/settings.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { startRetention } from './retention.ts';

const dayMs = 86_400_000;

it('applies each class with its own age a minute after the start and once a day, and survives a failure', async () => {
  const clock = new VirtualClock();
  const asked: string[] = [];
  let fails = false;
  const stop = startRetention({
    clock,
    log: pino({ level: 'silent' }),
    settings: () => settingsSchema.parse({ retention: { metricsDays: 2, loadtestMetricsDays: 30, runsDays: 100 } }),
    dropPoints: (which, cutoff) => {
      asked.push(`${which} ${(clock.now() - cutoff) / dayMs}`);
      return fails ? Promise.reject(new Error('the disk said no')) : Promise.resolve(1);
    },
    dropRuns: (cutoff) => {
      asked.push(`runs ${(clock.now() - cutoff) / dayMs}`);
      return Promise.resolve(0);
    },
  });
  await clock.advance(59_000);
  expect(asked).toEqual([]);
  await clock.advance(1000);
  expect(asked.splice(0)).toEqual(['other 2', 'load-test 30', 'runs 100']);
  fails = true;
  await clock.advance(dayMs);
  expect(asked.splice(0)).toEqual(['other 2']);
  fails = false;
  await clock.advance(dayMs);
  expect(asked.splice(0)).toEqual(['other 2', 'load-test 30', 'runs 100']);
  stop();
  await clock.advance(3 * dayMs);
  expect(asked).toEqual([]);
});
