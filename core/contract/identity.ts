import { z } from 'zod';
import { idSchema, instantSchema, nameSchema, procedure, roleSchema } from './base.ts';

/** What a sign-in name may be: letters, digits, dot, dash, underscore. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/);
export const passwordSchema = z.string().min(10).max(256);

export const operatorSchema = z.object({
  id: idSchema,
  login: loginSchema,
  name: nameSchema,
  role: roleSchema,
  /** Without a password an operator can act only from this machine's own window. */
  hasPassword: z.boolean(),
  disabled: z.boolean(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
});
export type Operator = z.infer<typeof operatorSchema>;

export const callerSchema = z.object({
  operatorId: idSchema,
  name: z.string(),
  login: z.string(),
  role: roleSchema,
  via: z.enum(['window', 'session', 'token']),
});
export type Caller = z.infer<typeof callerSchema>;

export const tokenSchema = z.object({
  id: idSchema,
  name: nameSchema,
  role: roleSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  createdBy: z.string(),
});
export type ApiToken = z.infer<typeof tokenSchema>;

const tag = { tags: ['identity'] };

export const identity = {
  /** Who this connection acts as; `null` before sign-in. */
  me: procedure
    .meta({ role: 'public' })
    .route({ method: 'GET', path: '/me', ...tag })
    .output(z.object({ caller: callerSchema.nullable() })),
  /**
   * Checks a password. In the browser host the ticket (one use, 60 s) is posted to `/session` for a fresh cookie; on a
   * port, which has no cookie, the connection itself changes hands and the ticket is null.
   */
  signIn: procedure
    .meta({ role: 'public' })
    .route({ method: 'POST', path: '/sign-in', ...tag })
    .input(z.object({ login: z.string().max(100), password: z.string().max(256) }))
    .output(z.object({ ticket: z.string().nullable() })),
  signOut: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/sign-out', ...tag })
    .output(z.object({})),
  changePassword: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/me/password', ...tag })
    .input(z.object({ current: z.string().max(256).nullable(), next: passwordSchema }))
    .output(z.object({})),
  operators: {
    list: procedure
      .meta({ role: 'lead' })
      .route({ method: 'GET', path: '/operators', ...tag })
      .output(z.array(operatorSchema)),
    add: procedure
      .meta({ role: 'admin' })
      .route({ method: 'POST', path: '/operators', ...tag })
      .input(z.object({ login: loginSchema, name: nameSchema, role: roleSchema, password: passwordSchema }))
      .output(operatorSchema),
    update: procedure
      .meta({ role: 'admin' })
      .route({ method: 'PATCH', path: '/operators/{id}', ...tag })
      .input(
        z.object({
          id: idSchema,
          name: nameSchema.optional(),
          role: roleSchema.optional(),
          disabled: z.boolean().optional(),
        }),
      )
      .output(operatorSchema),
    resetPassword: procedure
      .meta({ role: 'admin' })
      .route({ method: 'POST', path: '/operators/{id}/password', ...tag })
      .input(z.object({ id: idSchema, password: passwordSchema }))
      .output(z.object({})),
  },
  tokens: {
    list: procedure
      .meta({ role: 'admin' })
      .route({ method: 'GET', path: '/tokens', ...tag })
      .output(z.array(tokenSchema)),
    /** The secret is shown this once and kept only as a hash. */
    create: procedure
      .meta({ role: 'admin' })
      .route({ method: 'POST', path: '/tokens', ...tag })
      .input(z.object({ name: nameSchema, role: roleSchema, days: z.number().int().min(1).max(366) }))
      .output(z.object({ token: tokenSchema, secret: z.string() })),
    revoke: procedure
      .meta({ role: 'admin' })
      .route({ method: 'DELETE', path: '/tokens/{id}', ...tag })
      .input(z.object({ id: idSchema }))
      .output(z.object({})),
  },
};
