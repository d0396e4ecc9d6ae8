import type { Logger } from 'pino';
import type { Settings } from '#core/contract/settings.ts';
import type { Clock } from '#core/time/clock.ts';
import type { SampleStore } from '../samples/store.ts';
import { hostProbe, type Sampler, startSampler } from './sampler.ts';

export interface OwnHostDeps {
  store: Pick<SampleStore, 'write'>;
  clock: Clock;
  log: Pick<Logger, 'warn'>;
  settings: { get(): Settings; onChange(listener: (next: Settings) => void): () => void };
}

/** Samples this machine while the settings want it. Resolves to how to end that. */
export async function sampleOwnHost(deps: OwnHostDeps): Promise<() => Promise<void>> {
  const { store, clock, log, settings } = deps;
  const probe = await hostProbe();
  let sampler: Sampler | undefined;
  const apply = async (enabled: boolean) => {
    if (enabled && !sampler) {
      const onError = (error: unknown) => log.warn({ err: error }, 'own host not sampled');
      sampler = startSampler({ store, clock, probe, onError });
    } else if (!enabled && sampler) {
      const last = sampler;
      sampler = undefined;
      await last.stop();
    }
  };
  await apply(settings.get().sampler.enabled);
  const off = settings.onChange((next) => void apply(next.sampler.enabled));
  return async () => {
    off();
    await apply(false);
  };
}
