import type { Clock } from '#core/time/clock.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { HostLog } from './host-log.ts';

/** One line about the engine's health this often, ms. */
const healthEvery = 60_000;

/** Writes each change of the engine's phase, and its health once a minute, until the returned function is called. */
export function keepJournal<Port>(
  supervisor: Pick<EngineSupervisor<Port>, 'state' | 'onPhase'>,
  log: HostLog,
  clock: Pick<Clock, 'every'>,
): () => void {
  const offPhase = supervisor.onPhase((state) => {
    switch (state.phase) {
      case 'running':
        log.info({ port: state.port, enginePid: state.ready.pid, version: state.ready.version }, 'engine runs');
        break;
      case 'waiting':
        log.warn({ cause: state.cause, deaths: state.deaths }, 'engine is gone and will be restarted');
        break;
      case 'failed':
        log.error({ cause: state.cause }, 'engine is given up');
        break;
      default:
        log.info({ phase: state.phase }, 'engine');
    }
  });
  const offHealth = clock.every(healthEvery, () => {
    const { state } = supervisor;
    if (state.phase !== 'running' || !state.heartbeat) return;
    const { rssBytes, loopDelayMs, connections } = state.heartbeat;
    log.info({ rssBytes, loopDelayMs, connections, deaths: state.deaths }, 'engine health');
  });
  return () => {
    offPhase();
    offHealth();
  };
}
