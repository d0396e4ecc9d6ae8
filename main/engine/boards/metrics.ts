import { ORPCError } from '@orpc/server';
import type { Frame, Provenance } from '#core/metrics/frame.ts';
import { bucketWidth } from '#core/metrics/interval.ts';
import type { Target } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { SourcePort } from '../sources/live-sources.ts';

/** Frames of one answer that are shown when a query is tried. */
const maxFrames = 500;

/** Asks one question once. Failures of the source become UNAVAILABLE, of the query REFUSED, with the source's own words. */
export async function askOnce(
  sources: SourcePort,
  input: { sourceId: string; target: Target; from: number; to: number; maxPoints: number },
  signal: AbortSignal,
): Promise<{ frames: Frame[]; provenance: Provenance }> {
  const info = sources.info(input.sourceId);
  if (!info) throw new ORPCError('NOT_FOUND', { status: 404, data: { what: 'source', id: input.sourceId } });
  if (input.to <= input.from)
    throw new ORPCError('REFUSED', { status: 422, data: { reason: 'empty-range', field: 'to' } });
  const interval = bucketWidth(input.to - input.from, input.maxPoints, info.intervalMs);
  try {
    const { frames, provenance } = await sources.query(
      input.sourceId,
      { target: input.target, from: input.from, to: input.to, interval },
      signal,
    );
    const cut = frames.length > maxFrames ? [`series-cut:${frames.length - maxFrames}`] : [];
    return {
      frames: frames.slice(0, maxFrames),
      provenance: { ...provenance, notices: [...provenance.notices, ...cut] },
    };
  } catch (error) {
    throw asCallError(error);
  }
}

/** A source's failure as an error of the call. */
export function asCallError(error: unknown): unknown {
  if (!(error instanceof SourceError)) return error;
  const data = { reason: error.code, detail: error.message };
  return error.code === 'query'
    ? new ORPCError('REFUSED', { status: 422, data })
    : new ORPCError('UNAVAILABLE', { status: 503, data });
}
