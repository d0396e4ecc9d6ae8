import { z } from 'zod';

/** A message from a page is at most this large, bytes: a plan's values and a board fit many times. */
export const maxMessageBytes = 1024 * 1024;

/** What oRPC's client sends: an id with a call (`p.u` is its path), or with the type of a message about a call. */
const callSchema = z.union([
  z.object({
    i: z.string().max(64),
    t: z.undefined().optional(),
    p: z.object({ u: z.string().startsWith('/').max(300) }),
  }),
  z.object({ i: z.string().max(64), t: z.int().min(1).max(4) }),
]);

/**
 * Whether a message looks like a call. Over a socket the handler would log the others with a stack each, on a port they
 * would be unhandled rejections; both drop them before.
 */
export function looksLikeCall(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > maxMessageBytes) return false;
  try {
    return callSchema.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
