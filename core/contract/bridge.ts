import { z } from 'zod';

/** The four channels between a window's preload and the Electron shell. Nothing else crosses. */
export const bridgeChannels = {
  /** Window → shell, answered: a Shell request `(name, input)`. */
  request: 'watchfloor:request',
  /** Window → shell: asks for a port to the engine; carries a nonce. */
  connect: 'watchfloor:connect',
  /** Shell → window: the port, with the nonce it was asked by. */
  port: 'watchfloor:port',
  /** Shell → window: an event of the Shell contract. */
  event: 'watchfloor:event',
} as const;

/** Chosen by the page for one port, so that it takes no other. */
export const nonceSchema = z.string().min(16).max(64);
export const portMessageSchema = z.object({ nonce: nonceSchema });

/**
 * Answer to a Shell request. Errors cross as data: Electron would keep nothing but a message with its own words around.
 * `reason` is a machine word.
 */
export type BridgeAnswer = { ok: true; value: unknown } | { ok: false; reason: string };
