import type { MessagePortMain } from 'electron';
import type { OpenWindow, ShellEvent } from '#core/contract/shell.ts';
import { type Backoff, backoffDelay } from '#core/supervision/backoff.ts';
import type { Clock } from '#core/time/clock.ts';
import { type DisplayPlace, displayOf, place } from './placement.ts';
import type { CreateBody, WindowBody } from './window-body.ts';
import { mostWindows, newRecord, type WindowRecord } from './window-record.ts';
import type { WindowStore } from './window-store.ts';

/** Waits before a dead page is opened again, ms. */
const revivePace: Backoff = { first: 500, longest: 30_000 };
/** Living this long, ms, forgives a page its deaths. */
const stableAfter = 60_000;

interface Living {
  record: WindowRecord;
  body: WindowBody;
  bornAt: number;
  deaths: number;
  reviving: boolean;
}

export interface WindowsPorts {
  createBody: CreateBody;
  /** The primary display first. */
  displays(): readonly DisplayPlace[];
  store: Pick<WindowStore, 'load' | 'saveSoon' | 'saveNow'>;
  clock: Pick<Clock, 'monotonic' | 'sleep'>;
  /** A number in [0, 1). */
  random: () => number;
  newId: () => string;
  warn(what: string, fields: object): void;
}

/** The app's windows: one body for each record, made anew when it dies, put back where it was. */
export class Windows {
  readonly #ports: WindowsPorts;
  readonly #living = new Map<string, Living>();
  #ending = false;

  constructor(ports: WindowsPorts) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#living.size;
  }

  /** Opens the windows of the last time, or one desk when there were none. */
  restore(): void {
    const records = this.#ports.store.load();
    for (const record of records) this.#open(record);
    if (this.size === 0) this.open({ role: 'desk', route: '/' });
  }

  /** Opens a window. Returns false when there are too many. */
  open({ role, route, display }: OpenWindow): boolean {
    if (this.size >= mostWindows) return false;
    this.#open(newRecord(this.#ports.newId(), role, route), display);
    this.#save();
    return true;
  }

  /** The window whose page has these web contents. */
  byContents(contentsId: number): { id: string; body: WindowBody } | undefined {
    for (const { record, body } of this.#living.values()) {
      if (body.contentsId === contentsId) return { id: record.id, body };
    }
    return undefined;
  }

  /** The present body of a window. */
  body(id: string): WindowBody | undefined {
    return this.#living.get(id)?.body;
  }

  handOver(id: string, nonce: string, port: MessagePortMain): void {
    const living = this.#living.get(id);
    if (living) living.body.handOver(nonce, port);
    else port.close();
  }

  tellAll(event: ShellEvent): void {
    for (const { body } of this.#living.values()) body.tell(event);
  }

  /** Displays came, went or changed: windows that cannot be seen any more come home. */
  rehome(): void {
    const displays = this.#ports.displays();
    for (const { record, body } of this.#living.values()) {
      const now = body.bounds();
      const there = place({ bounds: now, display: record.display }, displays);
      if (there.x !== now.x || there.y !== now.y) body.move(there);
    }
  }

  /** Keeps the records as they are from here on: windows that close now belong to the end of the app. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#save();
    this.#ports.store.saveNow();
  }

  #open(record: WindowRecord, display?: number): void {
    const living: Living = {
      record,
      body: this.#embody(record, display),
      bornAt: this.#ports.clock.monotonic(),
      deaths: 0,
      reviving: false,
    };
    this.#living.set(record.id, living);
  }

  #embody(record: WindowRecord, display?: number): WindowBody {
    const { id } = record;
    const mine: { body?: WindowBody } = {};
    const current = () => {
      const living = this.#living.get(id);
      return living && (living.body === mine.body || mine.body === undefined) ? living : undefined;
    };
    const body = this.#ports.createBody(record, place(record, this.#ports.displays(), display), {
      changed: () => {
        if (current()) this.#save();
      },
      routed: (route) => {
        const living = current();
        if (!living) return;
        living.record = { ...living.record, route };
        this.#save();
      },
      blurred: () => this.#ports.store.saveNow(),
      closed: () => {
        if (!current() || this.#ending) return;
        // The last window's record stays: the next start shows what was there.
        if (this.size === 1) this.end();
        this.#living.delete(id);
        if (!this.#ending) this.#save();
      },
      died: (reason) => {
        const living = current();
        if (living) void this.#revive(living, reason);
      },
    });
    mine.body = body;
    return body;
  }

  async #revive(living: Living, reason: string): Promise<void> {
    if (living.reviving || this.#ending) return;
    living.reviving = true;
    const { clock, random } = this.#ports;
    living.deaths = clock.monotonic() - living.bornAt >= stableAfter ? 1 : living.deaths + 1;
    this.#ports.warn('a window died and will be opened again', { id: living.record.id, reason, deaths: living.deaths });
    await clock.sleep(backoffDelay(living.deaths, random(), revivePace));
    living.reviving = false;
    if (this.#living.get(living.record.id) !== living || this.#ending) return;
    const old = living.body;
    living.record = this.#seen(living);
    // The new one first: an app without a window for a moment would end itself.
    living.body = this.#embody(living.record);
    living.bornAt = clock.monotonic();
    old.destroy();
  }

  /** The record with what its body shows now. */
  #seen({ record, body }: Living): WindowRecord {
    const bounds = body.bounds();
    const display = displayOf(bounds, this.#ports.displays());
    return { ...record, bounds, fullscreen: body.isFullscreen(), display: display?.bounds ?? record.display };
  }

  #save(): void {
    const records = [...this.#living.values()].map((living) => {
      living.record = this.#seen(living);
      return living.record;
    });
    this.#ports.store.saveSoon(records);
  }
}
