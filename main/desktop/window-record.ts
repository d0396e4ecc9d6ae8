import { z } from 'zod';
import { openWindowSchema } from '#core/contract/shell.ts';

/** A rectangle on the desktop, device-independent px. Negative corners are as good as others. */
export const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

/**
 * A window as the operator arranged it; the window of the operating system is only its present body. The display is
 * remembered by its own bounds too, because ids of displays change across reboots.
 */
export const windowRecordSchema = z.object({
  id: z.string().min(1).max(64),
  role: openWindowSchema.shape.role,
  route: openWindowSchema.shape.route,
  /** Bounds when neither full screen nor maximized; `null` before there are any. */
  bounds: rectangleSchema.nullable(),
  fullscreen: z.boolean(),
  /** Bounds of the display it was on. */
  display: rectangleSchema.nullable(),
});
export type WindowRecord = z.infer<typeof windowRecordSchema>;

/** Windows at most: a wall of screens and some desks. */
export const mostWindows = 32;

export const windowsFileSchema = z.object({
  version: z.literal(1),
  windows: z.array(windowRecordSchema).max(mostWindows),
});

/** A fresh record for what a page or a start asks for. */
export function newRecord(id: string, role: WindowRecord['role'], route: string): WindowRecord {
  return { id, role, route, bounds: null, fullscreen: role === 'wall', display: null };
}
