import type { Generated } from 'kysely';

/** Booleans are 0/1 and JSON is text, so that the same rows fit PostgreSQL. Times are epoch ms. */
export interface Tables {
  operators: {
    id: string;
    login: string;
    name: string;
    role: string;
    password: string | null;
    disabled: number;
    created_at: number;
    last_seen_at: number | null;
  };
  sessions: {
    /** SHA-256 of the cookie's value. */
    hash: string;
    operator_id: string | null;
    /** `window`: opened by a start link on this machine; `session`: signed in with a password. */
    via: string;
    created_at: number;
    seen_at: number;
    expires_at: number;
  };
  tokens: {
    id: string;
    hash: string;
    name: string;
    role: string;
    created_at: number;
    expires_at: number;
    last_used_at: number | null;
    created_by: string;
  };
  audit: {
    sequence: Generated<number>;
    at: number;
    operator_id: string;
    operator_name: string;
    via: string;
    action: string;
    subject: string;
    detail: string;
    hash: string;
  };
  settings: { section: string; value: string };
  secrets: { name: string; sealed: string };
  sources: {
    id: string;
    name: string;
    kind: string;
    config: string;
    created_at: number;
  };
  runs: {
    id: string;
    number: number;
    name: string;
    state: string;
    started_at: number;
    ended_at: number | null;
    /** The whole run as the contract's `Run`, JSON; the columns above are for queries. */
    document: string;
    /** Statistics by label and errors of a finished run, JSON; null while it runs. */
    summary: string | null;
    /** What a new engine needs to take the run up again, JSON. */
    process: string | null;
  };
}
