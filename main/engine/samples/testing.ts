import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from '#core/metrics/frame.ts';
import { type SelectTarget, selectTargetSchema } from '#core/metrics/query.ts';
import { openSampleStore, type SampleStoreOptions } from './connect.ts';
import type { Precision, SampleAnswer, SampleStore, WriteOutcome } from './store.ts';

/** The owner thread straight from the sources. */
export const workerUrl = new URL('./worker.ts', import.meta.url);

/** A store in a folder of its own, for tests. */
export interface TestStore {
  store: SampleStore;
  folder: string;
  file: string;
  write(text: string, precision?: Precision, receivedAt?: number): Promise<WriteOutcome>;
  select(target: Partial<SelectTarget>, from: number, to: number, interval: number): Promise<SampleAnswer>;
  sql(text: string): Promise<Frame>;
  /** Closes and opens again. */
  reopen(): Promise<void>;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

export async function openTestStore(options: Partial<SampleStoreOptions> = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-samples-'));
  const file = join(folder, 'samples.duckdb');
  const open = (): Promise<SampleStore> => openSampleStore({ file, worker: workerUrl, threads: 1, ...options });
  let store = await open();
  return {
    get store() {
      return store;
    },
    folder,
    file,
    write: (text, precision = 'ms', receivedAt = 0) =>
      store.write(new TextEncoder().encode(text), { precision, receivedAt }),
    select: (target, from, to, interval) =>
      store.query({ target: selectTargetSchema.parse({ kind: 'select', ...target }), from, to, interval }),
    sql: async (text) => {
      const target = { kind: 'raw', language: 'sql', text, shape: 'table' } as const;
      const answer = await store.query({ target, from: 0, to: 1e12, interval: 1000 });
      const [frame] = answer.frames;
      if (frame === undefined) throw new Error('No table came back.');
      return frame;
    },
    reopen: async () => {
      await store.close();
      store = await open();
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
