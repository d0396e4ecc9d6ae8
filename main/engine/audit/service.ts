import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditEntry, AuditVerdict } from '#core/contract/audit.ts';
import type { Caller } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import type { Database, Tx } from '../state/database.ts';

/** What a change says about itself. `detail` holds no secrets. */
export interface Deed {
  by: Pick<Caller, 'operatorId' | 'name' | 'via'> | 'engine';
  action: string;
  subject: string;
  detail?: Record<string, unknown>;
}

const genesis = '0'.repeat(64);
/** Read in pages: one statement never holds the loop for long. */
const page = 500;

interface Row {
  at: number;
  operator_id: string;
  operator_name: string;
  via: string;
  action: string;
  subject: string;
  detail: string;
}

function chain(before: string, sequence: number, row: Row): string {
  const text = JSON.stringify([
    before,
    sequence,
    row.at,
    row.operator_id,
    row.operator_name,
    row.via,
    row.action,
    row.subject,
    row.detail,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** Append-only, hash-chained log of every change. */
export class AuditLog {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Adds a line in the same transaction as the change itself: both are kept or neither. */
  async append(tx: Tx, deed: Deed): Promise<void> {
    const last = await tx
      .selectFrom('audit')
      .select(['sequence', 'hash'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    const by = deed.by === 'engine' ? { operatorId: 'engine', name: 'engine', via: 'engine' } : deed.by;
    const row: Row = {
      at: this.#clock.now(),
      operator_id: by.operatorId,
      operator_name: by.name,
      via: by.via,
      action: deed.action,
      subject: deed.subject,
      detail: JSON.stringify(deed.detail ?? {}),
    };
    const sequence = (last?.sequence ?? 0) + 1;
    await tx
      .insertInto('audit')
      .values({ sequence, ...row, hash: chain(last?.hash ?? genesis, sequence, row) })
      .execute();
  }

  /** Newest first. */
  async list(filter: {
    before?: number | undefined;
    limit: number;
    operatorId?: string | undefined;
    action?: string | undefined;
    text?: string | undefined;
  }) {
    let query = this.#db
      .selectFrom('audit')
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(filter.limit + 1);
    if (filter.before !== undefined) query = query.where('sequence', '<', filter.before);
    if (filter.operatorId) query = query.where('operator_id', '=', filter.operatorId);
    if (filter.action) query = query.where('action', 'like', `${escapeLike(filter.action)}%`);
    if (filter.text) {
      const like = `%${escapeLike(filter.text)}%`;
      query = query.where((e) =>
        e.or([
          e('subject', 'like', like),
          e('detail', 'like', like),
          e('action', 'like', like),
          e('operator_name', 'like', like),
        ]),
      );
    }
    const rows = await query.execute();
    return { entries: rows.slice(0, filter.limit).map(toEntry), more: rows.length > filter.limit };
  }

  async head(): Promise<{ entries: number; hash: string }> {
    const last = await this.#db
      .selectFrom('audit')
      .select(['sequence', 'hash'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { entries: last?.sequence ?? 0, hash: last?.hash ?? genesis };
  }

  /** Walks the whole chain and says where it breaks, if it does. */
  async verify(): Promise<AuditVerdict> {
    // The counter of the table remembers entries that were cut off at the end. Read before the walk: what is added
    // meanwhile can only make the walk longer than it says.
    const counter = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'audit'`.execute(this.#db);
    const least = counter.rows[0]?.seq ?? 0;
    let before = genesis;
    let sequence = 0;
    for (;;) {
      const rows = await this.#db
        .selectFrom('audit')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(page)
        .execute();
      for (const row of rows) {
        const expected = sequence + 1;
        if (row.sequence !== expected) return broken(sequence, expected, 'entry-missing', before);
        if (row.hash !== chain(before, row.sequence, row))
          return broken(sequence, row.sequence, 'entry-changed', before);
        before = row.hash;
        sequence = row.sequence;
      }
      if (rows.length < page) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (least > sequence) return broken(sequence, sequence + 1, 'entry-missing', before);
    return { whole: true, entries: sequence, brokenAt: null, reason: null, head: before };
  }
}

function broken(entries: number, brokenAt: number, reason: string, head: string): AuditVerdict {
  return { whole: false, entries, brokenAt, reason, head };
}

function escapeLike(text: string): string {
  return text.replaceAll(/[%_]/g, '');
}

function toEntry(row: Row & { sequence: number; hash: string }): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    operatorId: row.operator_id,
    operatorName: row.operator_name,
    via: row.via as AuditEntry['via'],
    action: row.action,
    subject: row.subject,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
    hash: row.hash,
  };
}
