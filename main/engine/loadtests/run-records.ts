import type { Caller } from '#core/contract/identity.ts';
import type { Run } from '#core/contract/loadtests.ts';
import type { AuditLog } from '../audit/service.ts';
import type { StopMode } from './judge.ts';
import type { ProcessRecord } from './process-record.ts';
import type { RunRepository, RunSummary } from './repository.ts';

/** What happens to a run, each step written down together with its audit line or not at all. */
export class RunRecords {
  readonly #repository: RunRepository;
  readonly #audit: AuditLog;
  readonly #newId: () => string;

  constructor(repository: RunRepository, audit: AuditLog, newId: () => string) {
    this.#repository = repository;
    this.#audit = audit;
    this.#newId = newId;
  }

  /** Enters a new run under the next number. */
  enter(caller: Caller, record: ProcessRecord, make: (id: string, number: number) => Run): Promise<Run> {
    return this.#repository.transaction(async (tx) => {
      const run = make(this.#newId(), await this.#repository.nextNumber(tx));
      await this.#repository.insert(tx, run, record);
      const { number, name, planPath, planHash, hosts, values, liveSourceId } = run;
      const detail = { number, name, planPath, planHash, hosts, parameters: Object.keys(values), liveSourceId };
      await this.#audit.append(tx, { by: caller, action: 'run.start', subject: run.id, detail });
      return run;
    });
  }

  /** A stop that was asked for. */
  stop(caller: Caller, run: Run, process: ProcessRecord, mode: StopMode): Promise<void> {
    return this.#repository.transaction(async (tx) => {
      await this.#repository.update(run, process, tx);
      const detail = { number: run.number, mode };
      await this.#audit.append(tx, { by: caller, action: 'run.stop', subject: run.id, detail });
    });
  }

  /** A run that has ended, with its figures. */
  end(run: Run, summary: RunSummary): Promise<void> {
    return this.#repository.transaction(async (tx) => {
      await this.#repository.finish(tx, run, summary);
      const detail = { number: run.number, end: run.end, reason: run.reason, samples: run.total?.samples ?? 0 };
      await this.#audit.append(tx, { by: 'engine', action: 'run.ended', subject: run.id, detail });
    });
  }

  /** A run whose JVM could not be started, at `now` (epoch ms). Resolves with the run as it ended. */
  async notStarted(run: Run, error: unknown, now: number): Promise<Run> {
    const detail = error instanceof Error ? error.message : String(error);
    const ended: Run = { ...run, state: 'ended', end: 'failed', reason: 'not-started', detail, endedAt: now };
    await this.end(ended, { labels: [], errors: [] });
    return ended;
  }

  remove(run: Run): Promise<void> {
    return this.#repository.transaction(async (tx) => {
      await this.#repository.remove(tx, run.id);
      const detail = { number: run.number };
      await this.#audit.append(tx, { by: 'engine', action: 'run.removed', subject: run.id, detail });
    });
  }
}
