import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Caller } from '#core/contract/identity.ts';
import type { Generator, Plan, Run, RunUpdate } from '#core/contract/loadtests.ts';
import { type DetachedChild, startDetached } from '../processes/detached.ts';
import { platformProcesses } from '../processes/platform.ts';
import { isAlive, type ProcessTable } from '../processes/process-table.ts';
import type { Feed } from '../transports/paced.ts';
import { ActiveRun, type ActiveRunDeps } from './active-run.ts';
import { EndedPictures } from './ended-pictures.ts';
import { toContractPlan } from './files/plan-file.ts';
import { type FolderListing, findPlaces, listFolder } from './folder-listing.ts';
import { GeneratorFinder, type ReadyGenerator, readyGenerator, thisPlace } from './generator.ts';
import { commitOf } from './git-commit.ts';
import type { StopMode } from './judge.ts';
import { withIdentity } from './jvm-search.ts';
import { launchCommand, runProperties } from './launch-command.ts';
import { newRun } from './new-run.ts';
import type { LoadtestDeps } from './ports.ts';
import { LoadtestProblem } from './problem.ts';
import type { ProcessRecord } from './process-record.ts';
import { RunRepository, type RunSummary } from './repository.ts';
import { makeRunFolder, removeRunFolder, runFiles, runFolder } from './run-folder.ts';
import { RunRecords } from './run-records.ts';
import { checkOrder, readPlan, type StartOrder } from './start-order.ts';
import { freeUdpPort } from './stop-signal.ts';
import { threadTail } from './tail/tail-client.ts';

/** A run with the figures of its labels and its errors. */
export type RunDetail = { run: Run } & RunSummary;

/** The verbs of load tests. Who may call them is decided before (transports/implement.ts). */
export class LoadtestService {
  readonly #deps: LoadtestDeps;
  readonly #table: ProcessTable;
  readonly #finder: GeneratorFinder;
  readonly #repository: RunRepository;
  readonly #records: RunRecords;
  readonly #ended: EndedPictures;
  readonly #runDeps: ActiveRunDeps;
  readonly #active = new Map<string, ActiveRun>();
  readonly #listeners = new Set<(run: Run) => void>();

  constructor(deps: LoadtestDeps) {
    this.#deps = deps;
    this.#table = deps.table ?? platformProcesses();
    this.#finder = new GeneratorFinder(() => deps.settings().jmeter, deps.place ?? thisPlace());
    this.#repository = new RunRepository(deps.db, deps.dataDir);
    this.#records = new RunRecords(this.#repository, deps.audit, deps.newId);
    const startTail = deps.startTail ?? threadTail();
    const epoch = deps.newId();
    this.#ended = new EndedPictures({ startTail, clock: deps.clock, hostName: deps.hostName, epoch });
    this.#runDeps = {
      clock: deps.clock,
      table: this.#table,
      startTail,
      live: deps.live,
      log: deps.log,
      hostName: deps.hostName,
      epoch,
      freeBytes: deps.freeBytes ?? freeBytes,
      save: (run, process) => this.#repository.update(run, process),
      finish: (run, { labels, errors }) => this.#records.end(run, { labels, errors }),
      onChange: (run, stateChanged) => {
        if (stateChanged) for (const listener of this.#listeners) listener(run);
      },
    };
  }

  /** Takes up every run that has not ended. Resolves when each is followed again; what they measured is read in the background. */
  async open(): Promise<void> {
    for (const { run, process } of await this.#repository.open()) {
      const { record, alive } = await this.#adopt(run, process ?? newRecord(0));
      this.#deps.log.info({ run: run.id, number: run.number, alive }, 'run taken up again');
      this.#follow(run, record, alive === false);
    }
  }

  /** Lets go of all runs; their JVMs go on. */
  async close(): Promise<void> {
    await Promise.all([...this.#active.values()].map((active) => active.close()));
    await this.#ended.close();
  }

  /** The newest run that is under way. */
  current(): Run | null {
    return [...this.#active.values()].at(-1)?.run ?? null;
  }

  /** Calls `listener` whenever a run changes its state, until the returned function is called. */
  onChange(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  generator(): Promise<Generator> {
    return this.#finder.find();
  }

  async listFiles(path: string | undefined): Promise<FolderListing> {
    const recent = await this.#repository.recentPlans(20);
    const home = homedir();
    return listFolder(path ?? home, await findPlaces(home, recent, process.platform));
  }

  async inspect(path: string, values: Record<string, string>, signal?: AbortSignal): Promise<Plan> {
    const file = await readPlan(path, values, signal, this.#deps.readPlanText);
    // Only now: it is known to be a regular file.
    return { ...toContractPlan(file), commit: await commitOf(file.path) };
  }

  async list(before: number | undefined, limit: number): Promise<{ runs: Run[]; more: boolean }> {
    const { runs, more } = await this.#repository.list(before, limit);
    return { runs: runs.map((run) => this.#active.get(run.id)?.run ?? run), more };
  }

  async get(id: string): Promise<RunDetail> {
    const active = this.#active.get(id);
    if (active) return { run: active.run, labels: active.picture.labels, errors: active.picture.errors };
    const { run, summary } = await this.#find(id);
    return { run, labels: summary?.labels ?? [], errors: summary?.errors ?? [] };
  }

  /** The run as it is now and as it changes, seen through one label ('' = all samples). */
  async feed(id: string, label: string): Promise<Feed<RunUpdate>> {
    const active = this.#active.get(id);
    if (active) return active.picture.feed(label);
    const { run, summary } = await this.#find(id);
    return (await this.#ended.open(run, summary)).feed(label);
  }

  /**
   * Starts a run. Nothing is started when the plan or its hosts are not what the operator saw. A JVM that cannot be
   * started gives a run that has ended with the reason.
   */
  async start(order: StartOrder, caller: Caller): Promise<Run> {
    const generator = await this.#ready();
    if (this.#deps.disk.level() === 'stop') throw new LoadtestProblem('UNAVAILABLE', 'disk-nearly-full');
    const { plan, targets } = await checkOrder(order, this.#deps.readPlanText);
    if (order.liveSourceId !== null && !(await this.#deps.live.has(order.liveSourceId))) {
      throw new LoadtestProblem('REFUSED', 'unknown-source', { detail: order.liveSourceId, field: 'liveSourceId' });
    }
    const [commit, stopPort] = await Promise.all([commitOf(plan.path), freeUdpPort()]);
    const heapMegabytes = order.heapMegabytes ?? this.#deps.settings().jmeter.heapMegabytes;
    const record = newRecord(stopPort);
    const { version, javaVersion } = generator;
    const run = await this.#records.enter(caller, record, (id, number) =>
      newRun({
        id,
        number,
        order,
        plan,
        targets,
        commit,
        at: this.#deps.clock.now(),
        by: caller.name,
        generator: { version, javaVersion, heapMegabytes, host: this.#deps.hostName },
        folder: runFolder(this.#deps.dataDir, number, id),
      }),
    );
    const files = runFiles(run.folder);
    let child: DetachedChild;
    try {
      await makeRunFolder(files, plan.path, runProperties({ values: order.values, stopPort }), run);
      const { values } = order;
      const launch = { runId: run.id, generator, heapMegabytes, plan: plan.path, values, stopPort, files };
      child = await startDetached(launchCommand(launch, process.env, process.platform));
    } catch (error) {
      this.#deps.log.warn({ run: run.id, err: error }, 'the run could not be started');
      return this.#failToStart(run, error);
    }
    // From here on there is a JVM: whatever fails now, the run is followed. One that ended at once is judged by what it printed.
    const active = this.#follow(run, { ...record, pid: child.pid }, false);
    void child.ended.then(() => active.look());
    await active.keep();
    await active.look();
    return active.run;
  }

  /** Each step is asked for by an operator; a stronger one may follow a weaker one. */
  async stop(id: string, mode: StopMode, caller: Caller): Promise<Run> {
    const active = this.#active.get(id);
    if (active === undefined || active.isEnding) {
      const { run } = await this.#find(id);
      throw new LoadtestProblem('CONFLICT', 'run-ended', { detail: String(run.number) });
    }
    await active.stop(mode, (run, process) => this.#records.stop(caller, run, process, mode));
    return active.run;
  }

  /** Removes ended runs that began before `cutoff` (epoch ms) with their folders. Returns how many. */
  async removeOlderThan(cutoff: number): Promise<number> {
    const old = await this.#repository.endedBefore(cutoff);
    let removed = 0;
    for (const run of old) {
      try {
        await this.#remove(run);
        removed += 1;
      } catch (error) {
        // One run that cannot be removed now must not keep the others.
        this.#deps.log.error({ run: run.id, number: run.number, err: error }, 'the run could not be removed');
      }
    }
    return removed;
  }

  async #remove(run: Run): Promise<void> {
    await removeRunFolder(this.#deps.dataDir, run.folder);
    await this.#records.remove(run);
    this.#ended.forget(run.id);
  }

  /** Whether the JVM of a run that another engine started is there; `undefined` when the system does not say now. */
  async #adopt(run: Run, left: ProcessRecord): Promise<{ record: ProcessRecord; alive: boolean | undefined }> {
    try {
      const record = await withIdentity(this.#table, run.id, left);
      return { record, alive: record.identity !== null && (await isAlive(this.#table, record.identity)) };
    } catch (error) {
      this.#deps.log.warn({ run: run.id, err: error }, 'the JVM of the run could not be looked for');
      return { record: left, alive: undefined };
    }
  }

  async #ready(): Promise<ReadyGenerator> {
    const found = await this.#finder.find();
    const ready = readyGenerator(found);
    if (ready !== undefined) return ready;
    throw new LoadtestProblem(
      'REFUSED',
      found.problem ?? 'no-jmeter',
      found.detail === null ? {} : { detail: found.detail },
    );
  }

  #follow(run: Run, record: ProcessRecord, gone: boolean): ActiveRun {
    const active = new ActiveRun(this.#runDeps, run, record);
    this.#active.set(run.id, active);
    active.follow(gone);
    for (const listener of this.#listeners) listener(run);
    void active.over.then(() => {
      this.#active.delete(run.id);
      if (active.run.state === 'ended') this.#ended.keep(active.picture);
    });
    return active;
  }

  async #failToStart(run: Run, error: unknown): Promise<Run> {
    const ended = await this.#records.notStarted(run, error, this.#deps.clock.now());
    for (const listener of this.#listeners) listener(ended);
    return ended;
  }

  async #find(id: string) {
    const found = await this.#repository.find(id);
    if (found === undefined) throw new LoadtestProblem('NOT_FOUND', 'run', { detail: id });
    return found;
  }
}

function newRecord(stopPort: number): ProcessRecord {
  return { identity: null, stopPort, asked: null, diskFull: false, liveUpTo: 0 };
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
