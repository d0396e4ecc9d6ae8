import type { Run } from '#core/contract/loadtests.ts';
import type { Clock } from '#core/time/clock.ts';
import type { RunSummary } from './repository.ts';
import { runFiles } from './run-folder.ts';
import { RunPicture } from './run-picture.ts';
import { loadPicture } from './tail/picture-file.ts';
import type { StartTail, Tail } from './tail/tail-client.ts';

/** Pictures of finished runs held in memory; those that somebody looks at live on with their readers. */
const mostHeld = 4;

/** Pictures of runs that are over: from their kept file, or made anew from their samples. */
export class EndedPictures {
  readonly #deps: { startTail: StartTail; clock: Clock; hostName: string; epoch: string };
  readonly #held = new Map<string, Promise<RunPicture>>();
  readonly #tails = new Set<Tail>();

  constructor(deps: { startTail: StartTail; clock: Clock; hostName: string; epoch: string }) {
    this.#deps = deps;
  }

  /** Keeps the picture of a run that has just ended, for those who come back to it. */
  keep(picture: RunPicture): void {
    this.#put(picture.run.id, Promise.resolve(picture));
  }

  open(run: Run, summary: RunSummary | undefined): Promise<RunPicture> {
    const held = this.#held.get(run.id);
    if (held) return held;
    const made = this.#make(run, summary);
    this.#put(run.id, made);
    made.catch(() => this.forget(run.id));
    return made;
  }

  forget(id: string): void {
    this.#held.delete(id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tails].map((tail) => tail.close()));
  }

  async #make(run: Run, summary: RunSummary | undefined): Promise<RunPicture> {
    const at = run.endedAt ?? this.#deps.clock.now();
    const picture = new RunPicture(`${this.#deps.epoch}-${run.id}`, run, at);
    const kept = await loadPicture(runFiles(run.folder).picture);
    if (kept !== undefined) picture.change(run, at, kept);
    else {
      await this.#read(run, picture).catch((error: unknown) => {
        // What was kept with the run is still worth seeing.
        picture.note(
          at,
          'ERROR',
          `The files of the run cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        );
        this.forget(run.id);
      });
    }
    // The figures kept with the run's end are the record; its files may have been thinned out since.
    if (summary !== undefined) picture.figures(summary);
    return picture;
  }

  /** Reads the run's files again, part by part. */
  #read(run: Run, picture: RunPicture): Promise<void> {
    const { samples, stdout, stderr, log, picture: file } = runFiles(run.folder);
    const order = { samples, stdout, stderr, log, picture: file, live: null, over: true, host: this.#deps.hostName };
    return new Promise((resolve, reject) => {
      const tail = this.#deps.startTail(order, {
        onTick: (tick) => {
          picture.change(run, picture.at, tick.picture);
          if (!tick.final) return;
          this.#tails.delete(tail);
          resolve();
        },
        onFailure: (message) => {
          this.#tails.delete(tail);
          reject(new Error(message));
        },
      });
      this.#tails.add(tail);
    });
  }

  #put(id: string, picture: Promise<RunPicture>): void {
    this.#held.delete(id);
    this.#held.set(id, picture);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= mostHeld) return;
      this.#held.delete(oldest);
    }
  }
}
