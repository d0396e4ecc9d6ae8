import type { Clock } from '#core/time/clock.ts';
import { type WindowRecord, windowsFileSchema } from './window-record.ts';

/** A moved window is saved when it has rested for this long, ms. */
const rest = 500;

export interface WindowStorePorts {
  clock: Pick<Clock, 'sleep'>;
  /** The stored text, or `null` when there is none. */
  read(): string | null;
  /** Replaces the stored text in one step. */
  write(text: string): void;
  warn(reason: string, error: unknown): void;
}

/** Keeps the windows' records. Losing them costs an arrangement, never the start: what cannot be read is left out. */
export class WindowStore {
  readonly #ports: WindowStorePorts;
  #pending: { abort: AbortController; records: readonly WindowRecord[] } | undefined;

  constructor(ports: WindowStorePorts) {
    this.#ports = ports;
  }

  load(): WindowRecord[] {
    try {
      const text = this.#ports.read();
      return text === null ? [] : windowsFileSchema.parse(JSON.parse(text)).windows;
    } catch (error) {
      this.#ports.warn('windows cannot be read', error);
      return [];
    }
  }

  /** Saves when nothing has changed for a moment. */
  saveSoon(records: readonly WindowRecord[]): void {
    this.#pending?.abort.abort();
    const pending = { abort: new AbortController(), records };
    this.#pending = pending;
    this.#ports.clock.sleep(rest, pending.abort.signal).then(
      () => this.saveNow(),
      () => undefined,
    );
  }

  /** Saves what is waiting: when a window loses the focus, and at the end. */
  saveNow(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    pending.abort.abort();
    try {
      this.#ports.write(`${JSON.stringify({ version: 1, windows: pending.records }, null, 2)}\n`);
    } catch (error) {
      this.#ports.warn('windows cannot be saved', error);
    }
  }
}
