/** What `/query` is asked for: only what writers send before they write. */
export type Statement = { kind: 'create'; database: string } | { kind: 'show' };

/** Reads `CREATE DATABASE name [WITH …]` and `SHOW DATABASES`; undefined for anything else. */
export function parseStatement(text: string): Statement | undefined {
  const trimmed = text.trim().replace(/\s*;+\s*$/, '');
  if (/^show\s+databases$/i.test(trimmed)) return { kind: 'show' };
  const create = /^create\s+database\s+(?:"((?:[^"\\]|\\.)+)"|(\w+))(?:\s+with\s.*)?$/is.exec(trimmed);
  if (create === null) return undefined;
  return { kind: 'create', database: create[1]?.replaceAll(/\\(.)/g, '$1') ?? create[2] ?? '' };
}
