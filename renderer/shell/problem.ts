import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { EngineGoneError } from './wire.ts';

/** What the engine, or the way to it, said no with: a machine word, what it is about word for word, and the input's field. */
export interface Problem {
  readonly reason: string;
  readonly detail: string | undefined;
  readonly field: string | undefined;
}

const told = z.object({ reason: z.string(), detail: z.string().optional(), field: z.string().optional() });
const byCode: Readonly<Record<string, string>> = {
  FORBIDDEN: 'forbidden',
  UNAUTHORIZED: 'forbidden',
  NOT_FOUND: 'gone',
  BAD_REQUEST: 'bad-request',
};
/** Why somebody may not: all the same to who reads it. */
const forbidding: readonly string[] = ['role', 'not-signed-in'];

const only = (reason: string, detail?: string): Problem => ({ reason, detail, field: undefined });

/**
 * Reads the problem out of whatever a call rejected with. Besides the engine's own words: `away` (it did not answer),
 * `forbidden`, `gone`, `bad-request`, and `unexpected` for all else, with the raw text in `detail`.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof EngineGoneError) return only('away');
  if (!(error instanceof ORPCError)) return only('unexpected', error instanceof Error ? error.message : String(error));
  const { data } = told.safeParse(error.data);
  if (data && !forbidding.includes(data.reason)) return { reason: data.reason, detail: data.detail, field: data.field };
  const code = byCode[String(error.code)];
  return code === undefined ? only('unexpected', error.message) : only(code);
}
