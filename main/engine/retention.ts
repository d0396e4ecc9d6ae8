import type { Logger } from 'pino';
import type { Settings } from '#core/contract/settings.ts';
import type { Clock } from '#core/time/clock.ts';

const dayMs = 86_400_000;
/** The first pass waits for the start to be over, ms. */
const firstAfter = 60_000;

export interface RetentionDeps {
  clock: Clock;
  log: Logger;
  settings: () => Settings;
  /** Drops embedded points of a class older than the cutoff (epoch ms); resolves to how many. */
  dropPoints: (which: 'load-test' | 'other', cutoff: number) => Promise<number>;
  /** Removes ended runs older than the cutoff; resolves to how many. */
  dropRuns: (cutoff: number) => Promise<number>;
}

/** Applies the retention settings a minute after the start and once a day. */
export function startRetention(deps: RetentionDeps): () => void {
  const stopped = new AbortController();
  const pass = async () => {
    const { metricsDays, loadtestMetricsDays, runsDays } = deps.settings().retention;
    const now = deps.clock.now();
    try {
      const others = await deps.dropPoints('other', now - metricsDays * dayMs);
      const tests = await deps.dropPoints('load-test', now - loadtestMetricsDays * dayMs);
      const runs = await deps.dropRuns(now - runsDays * dayMs);
      deps.log.info({ points: others + tests, runs }, 'retention applied');
    } catch (error) {
      deps.log.error({ err: error }, 'retention failed');
    }
  };
  const stop = deps.clock.every(dayMs, pass);
  deps.clock.sleep(firstAfter, stopped.signal).then(pass, () => undefined);
  return () => {
    stop();
    stopped.abort();
  };
}
