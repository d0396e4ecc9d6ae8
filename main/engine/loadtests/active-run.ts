import type { Run } from '#core/contract/loadtests.ts';
import type { Clock } from '#core/time/clock.ts';
import { isAlive, killTree, type ProcessIdentity, type ProcessTable } from '../processes/process-table.ts';
import { DiskWatch } from './disk-watch.ts';
import { type Judgement, judgeRun, type StopMode } from './judge.ts';
import { withIdentity } from './jvm-search.ts';
import { LiveWriter } from './live-writer.ts';
import type { LiveSink, LoadtestLog } from './ports.ts';
import type { ProcessRecord } from './process-record.ts';
import { runFiles } from './run-folder.ts';
import { RunPicture } from './run-picture.ts';
import { type StopWord, sendStopWord } from './stop-signal.ts';
import { type Marks, noMarks } from './tail/marks.ts';
import type { StartTail } from './tail/tail-client.ts';
import { type KeeperDeps, TailKeeper } from './tail/tail-keeper.ts';
import type { TailOrder, Tick } from './tail/tick.ts';

/** A word is sent again when JMeter has not said that it got it: datagrams may be lost. */
const resendMs = 2000;
const saveEveryMs = 5000;

const words: Readonly<Record<'graceful' | 'now', StopWord>> = { graceful: 'Shutdown', now: 'StopTestNow' };
const strength: Readonly<Record<StopMode, number>> = { graceful: 1, now: 2, kill: 3 };

export interface ActiveRunDeps {
  clock: Clock;
  table: ProcessTable;
  startTail: StartTail;
  live: LiveSink;
  log: LoadtestLog;
  hostName: string;
  epoch: string;
  freeBytes(path: string): Promise<number>;
  /** Keeps the run's record. */
  save(run: Run, process: ProcessRecord): Promise<void>;
  /** The run is over: keeps it with its figures. Called again until it succeeds. */
  finish(run: Run, picture: RunPicture): Promise<void>;
  /** State or figures of the run changed. */
  onChange(run: Run, stateChanged: boolean): void;
}

/** One run from the start of its JVM (or from where another engine left it) to its end. */
export class ActiveRun {
  readonly picture: RunPicture;
  /** Resolves when the run has ended and is kept, or when this engine lets go of it. */
  readonly over: Promise<void>;
  readonly #deps: ActiveRunDeps;
  readonly #disk: DiskWatch;
  readonly #writer: LiveWriter | undefined;
  readonly #letGo = new AbortController();
  #settle: () => void = () => {};
  #process: ProcessRecord;
  #marks: Marks = noMarks();
  #tail: TailKeeper | undefined;
  #gone = false;
  #diskLow = false;
  #ending = false;
  #stopWatching: () => void = () => {};
  #lastWord: { mode: StopMode; at: number } | undefined;
  #savedAt: number;

  constructor(deps: ActiveRunDeps, run: Run, process: ProcessRecord) {
    this.#deps = deps;
    this.#process = process;
    this.#savedAt = deps.clock.monotonic();
    this.picture = new RunPicture(deps.epoch, run, deps.clock.now());
    this.#disk = new DiskWatch(run.folder, deps, process.diskFull);
    this.#writer = run.liveSourceId === null ? undefined : this.#liveWriter(run.liveSourceId);
    this.over = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get run(): Run {
    return this.picture.run;
  }

  /** Begins to read the run's files and to watch its JVM; `gone` when it is known that there is none any more. */
  follow(gone: boolean): void {
    this.#gone = gone;
    const { startTail, clock } = this.#deps;
    const keeper: KeeperDeps = {
      startTail,
      clock,
      order: (over) => this.#order(over),
      onTick: (tick) => this.#onTick(tick),
      onFailure: (message) => this.#onTailFailure(message),
      onUnreadable: (detail) => void this.#end({ end: 'failed', reason: 'results-unreadable', detail }),
    };
    this.#tail = new TailKeeper(keeper, gone);
    this.#tail.open();
    if (!gone) this.#stopWatching = this.#deps.clock.every(this.#deps.table.lookEveryMs, () => this.look());
  }

  /** Looks at the JVM and the disk once, and repeats a stop that JMeter has not heard. Never rejects. */
  async look(): Promise<void> {
    if (this.#gone || this.#letGo.signal.aborted) return;
    try {
      await this.#lookOnce();
    } catch (error) {
      // The system did not answer: nothing is known, so nothing changes.
      this.#deps.log.warn({ run: this.run.id, err: error }, 'the JVM of the run could not be looked at');
    }
  }

  async #lookOnce(): Promise<void> {
    const identity = await this.#identify();
    if (identity === null || !(await isAlive(this.#deps.table, identity))) {
      this.#diskLow = await this.#disk.isLow();
      if (this.#gone || this.#letGo.signal.aborted) return;
      this.#gone = true;
      this.#stopWatching();
      this.#tail?.drain();
      return;
    }
    const disk = await this.#disk.look();
    if (disk === 'just-full') {
      this.#process = { ...this.#process, diskFull: true };
      this.picture.note(this.#deps.clock.now(), 'ERROR', 'The disk under the run is full: the run is stopped.');
      await this.keep();
    }
    if (disk === 'still-full' || this.#process.asked === 'kill') await killTree(this.#deps.table, identity);
    await this.#sendWord();
  }

  /**
   * Asks for a stop; a stronger one may follow a weaker one, not the other way round. `keep` writes down that it was
   * asked for: when that fails nothing is stopped.
   */
  async stop(mode: StopMode, keep: (run: Run, process: ProcessRecord) => Promise<void>): Promise<void> {
    const { asked, identity } = this.#process;
    const stronger = asked === null || strength[mode] > strength[asked];
    const process: ProcessRecord = stronger ? { ...this.#process, asked: mode } : this.#process;
    await keep({ ...this.run, state: 'stopping' }, process);
    if (stronger) this.#process = { ...this.#process, asked: mode };
    if (this.#ending) return;
    this.#change({ ...this.run, state: 'stopping' });
    // Without an identity the look finds the JVM first.
    if (mode === 'kill' && identity !== null) await killTree(this.#deps.table, identity);
    else await this.#sendWord();
    await this.look();
  }

  /** The JVM's identity, found now when it is not known yet. Rejects when the system did not say. */
  async #identify(): Promise<ProcessIdentity | null> {
    if (this.#process.identity === null) {
      const { identity } = await withIdentity(this.#deps.table, this.run.id, this.#process);
      if (identity !== null) {
        this.#process = { ...this.#process, identity };
        await this.keep();
      }
    }
    return this.#process.identity;
  }

  /** What a new engine would need now to take the run up. */
  get process(): ProcessRecord {
    return this.#process;
  }

  /** The run is over or about to be kept as such: there is nothing to stop any more. */
  get isEnding(): boolean {
    return this.#ending;
  }

  /** Lets go of the run without touching its JVM: the next engine takes it up again. */
  async close(): Promise<void> {
    if (this.#letGo.signal.aborted) return;
    this.#letGo.abort(new Error('the engine lets go of the run'));
    this.#stopWatching();
    this.#writer?.close();
    await this.#tail?.close();
    // What is being kept right now is waited for; the state may be closed after this.
    if (this.#ending) return this.over;
    await this.keep();
    this.#settle();
  }

  async #sendWord(): Promise<void> {
    const mode = this.#disk.isFull && this.#process.asked === null ? 'now' : this.#process.asked;
    const { clock } = this.#deps;
    // Before JMeter says that it listens, a word would be lost; its mark brings us back here.
    if (mode === null || mode === 'kill' || this.#marks.stopPort === undefined) return;
    const word = words[mode];
    if (this.#marks.received.includes(word)) return;
    if (this.#lastWord?.mode === mode && clock.monotonic() - this.#lastWord.at < resendMs) return;
    this.#lastWord = { mode, at: clock.monotonic() };
    await sendStopWord(word, this.#marks.stopPort).catch((error: unknown) => {
      this.#deps.log.warn({ run: this.run.id, err: error }, 'the stop word could not be sent');
    });
  }

  #order(over: boolean): TailOrder {
    const run = this.run;
    const { samples, stdout, stderr, log, picture } = runFiles(run.folder);
    const { hostName: host } = this.#deps;
    const tags = { runId: run.id, runNumber: String(run.number), commit: run.commit?.id.slice(0, 12) ?? '', host };
    const live = run.liveSourceId === null ? null : { application: run.name, tags, from: this.#process.liveUpTo };
    return { samples, stdout, stderr, log, picture, live, over, host };
  }

  #onTailFailure(message: string): void {
    this.#deps.log.error({ run: this.run.id, message }, 'the run cannot be read');
    this.picture.note(this.#deps.clock.now(), 'ERROR', `The results cannot be read: ${message}`);
  }

  #onTick(tick: Tick): void {
    if (this.#letGo.signal.aborted || this.#ending) return;
    const heardPort = this.#marks.stopPort === undefined && tick.marks.stopPort !== undefined;
    this.#marks = tick.marks;
    const { picture } = tick;
    const begun = picture.rows > 0 || tick.marks.startedAt !== undefined;
    const state = this.run.state === 'preparing' && begun ? 'running' : this.run.state;
    const changed = state !== this.run.state;
    const run: Run = {
      ...this.run,
      state,
      firstSampleAt: picture.firstAt,
      total: picture.total,
      tail: { rows: picture.rows, skipped: picture.skipped, cut: picture.cut, lagMs: picture.lagMs },
    };
    this.picture.change(run, this.#deps.clock.now(), picture);
    this.#deps.onChange(run, changed);
    if (this.#writer && tick.live.length > 0) this.#writer.push(tick.live);
    if (tick.final) void this.#end(this.#judge(tick));
    else if (changed || this.#deps.clock.monotonic() - this.#savedAt >= saveEveryMs) void this.keep();
    if (heardPort) void this.#sendWord();
  }

  #judge(tick: Tick): Judgement {
    const { picture, marks } = tick;
    if (this.#process.identity === null) return { end: 'failed', reason: 'not-started', detail: null };
    return judgeRun({
      marks,
      asked: this.#process.asked ?? undefined,
      rows: picture.rows,
      samples: picture.total?.samples ?? 0,
      cut: picture.cut,
      diskFull: this.#process.diskFull,
      diskLow: this.#diskLow,
    });
  }

  async #end({ end, reason, detail }: Judgement): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    await this.#writer?.finish();
    const { clock, log } = this.#deps;
    const endedAt = await this.#disk.lastWrite();
    const run: Run = { ...this.run, state: 'ended', end, reason, detail, endedAt };
    for (;;) {
      if (this.#letGo.signal.aborted) break;
      try {
        await this.#deps.finish(run, this.picture);
        break;
      } catch (error) {
        // A disk that is full holds the state as well: what was measured is told again until it can be kept.
        log.error({ run: run.id, err: error }, 'the end of the run could not be kept');
        await clock.sleep(saveEveryMs, this.#letGo.signal).catch(() => {});
      }
    }
    if (!this.#letGo.signal.aborted) this.#change(run);
    this.#settle();
  }

  #change(run: Run): void {
    this.picture.change(run, this.#deps.clock.now());
    this.#deps.onChange(run, true);
  }

  /** Writes down what a new engine would need. Never rejects: what could not be kept is kept a little later. */
  async keep(): Promise<void> {
    this.#savedAt = this.#deps.clock.monotonic();
    if (this.#ending) return;
    this.#process = { ...this.#process, liveUpTo: this.#writer?.report.upTo ?? this.#process.liveUpTo };
    await this.#deps.save(this.run, this.#process).catch((error: unknown) => {
      this.#deps.log.warn({ run: this.run.id, err: error }, 'the state of the run could not be kept');
    });
  }

  #liveWriter(sourceId: string): LiveWriter {
    const { live, clock, log } = this.#deps;
    return new LiveWriter(live, sourceId, clock, this.#process.liveUpTo, (report, event) => {
      log.warn({ run: this.run.id, sourceId, event, ...report }, 'live numbers');
      const level = event === 'recovered' ? 'INFO' : 'WARN';
      const counts = `${report.failed} failed writes, ${report.dropped} intervals dropped`;
      this.picture.note(
        clock.now(),
        level,
        `Live numbers to source ${sourceId}: ${event} (${counts}) ${report.lastError ?? ''}`.trim(),
      );
    });
  }
}
