import { z } from 'zod';

/**
 * What a window may ask of the program around it. Two hosts answer it: the Electron shell and the browser. What a host
 * cannot do is a capability that is false, never a guess from the user agent.
 */
export const capabilitiesSchema = z.object({
  host: z.enum(['desktop', 'browser']),
  /** Windows can be put on a chosen display. */
  displays: z.boolean(),
  /** Notifications of the operating system. */
  notifications: z.boolean(),
  /** A file dialog that yields paths. */
  fileDialog: z.boolean(),
  fullscreen: z.boolean(),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** A window to open: role and the page it shows (a hash route such as `/boards/host?range=1h`). */
export const openWindowSchema = z.object({
  role: z.enum(['desk', 'wall', 'panel']),
  route: z
    .string()
    .max(2000)
    .regex(/^\/[^\s]*$/),
  /** Index of the display, 0 = the primary; absent = the host's choice. */
  display: z.number().int().min(0).max(31).optional(),
});
export type OpenWindow = z.infer<typeof openWindowSchema>;

export const saveFileSchema = z.object({
  name: z.string().min(1).max(200),
  mime: z.string().max(100),
  text: z.string().max(50_000_000),
});
export const chooseFileSchema = z.object({
  title: z.string().max(200),
  extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(10),
});
export const externalUrlSchema = z.url({ protocol: /^https?$/ }).max(4000);

/** Requests from a page to its shell by name; both sides parse by these schemas. */
export const shellRequests = {
  capabilities: { input: z.object({}), output: capabilitiesSchema },
  openWindow: { input: openWindowSchema, output: z.object({ opened: z.boolean() }) },
  saveFile: { input: saveFileSchema, output: z.object({ path: z.string().nullable() }) },
  chooseFile: { input: chooseFileSchema, output: z.object({ path: z.string().nullable() }) },
  openExternal: { input: z.object({ url: externalUrlSchema }), output: z.object({ opened: z.boolean() }) },
  setFullscreen: { input: z.object({ on: z.boolean() }), output: z.object({}) },
} as const;
export type ShellRequest = keyof typeof shellRequests;
export type ShellInput<K extends ShellRequest> = z.infer<(typeof shellRequests)[K]['input']>;
export type ShellOutput<K extends ShellRequest> = z.infer<(typeof shellRequests)[K]['output']>;

/** What the shell tells its windows. */
export const shellEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('engine'),
    state: z.enum(['starting', 'running', 'restarting', 'failed']),
    attempt: z.number().int(),
  }),
]);
export type ShellEvent = z.infer<typeof shellEventSchema>;

/** Methods of the bridge that the preload puts into a page as `window.watchfloor`. */
export interface ShellBridge {
  /** Asks the shell; rejects with an Error whose message is a machine word. */
  request(name: string, input: unknown): Promise<unknown>;
  /** Hands over a MessagePort to the engine by `window.postMessage({ watchfloorPort: nonce }, origin, [port])`. */
  connect(nonce: string): void;
  onEvent(listener: (event: unknown) => void): () => void;
}
