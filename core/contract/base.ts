import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Roles in rising order: each may do what the ones before it may. */
export const roles = ['viewer', 'operator', 'lead', 'admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Whether `held` allows what asks for `needed`. */
export function allows(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}

/**
 * What every procedure says about itself. `role` is the least role that may call it; `public` needs no operator
 * (sign-in, what the product is). One middleware in the engine reads it; nothing else grants a right.
 */
export interface ProcedureMeta {
  role: Role | 'public';
}

/** Data of the errors: a machine word the renderer puts into the operator's language, and what it is about. */
const problem = z.object({ reason: z.string(), detail: z.string().optional(), field: z.string().optional() });

/**
 * The root of every contract file. A procedure without `.meta({ role })` is for admins only, so that forgetting
 * it closes a door instead of opening one.
 */
export const procedure = oc.$meta<ProcedureMeta>({ role: 'admin' }).errors({
  UNAUTHORIZED: { status: 401, message: 'Sign in first', data: problem.optional() },
  FORBIDDEN: {
    status: 403,
    message: 'Not allowed for this role',
    data: z.object({ reason: z.string(), needed: roleSchema }).optional(),
  },
  NOT_FOUND: { status: 404, message: 'Not found', data: z.object({ what: z.string(), id: z.string() }) },
  CONFLICT: { status: 409, message: 'Conflicts with what is there', data: problem },
  REFUSED: { status: 422, message: 'Cannot be done as asked', data: problem },
  UNAVAILABLE: { status: 503, message: 'Cannot be done now', data: problem },
});

export const idSchema = z.string().min(1).max(64);
/** Epoch milliseconds. */
export const instantSchema = z.number().int();
export const nameSchema = z.string().trim().min(1).max(120);
