import { type EngineMessage, type HostMessage, hostMessageSchema } from '#core/contract/host.ts';
import type { EnginePort } from './transports/port.ts';

/** The way to the host that started this engine: child_process IPC, or Electron's utility process port. */
export interface HostChannel {
  send(message: EngineMessage): void;
  onMessage(listener: (message: HostMessage, ports: EnginePort[]) => void): void;
  /** The host is gone. */
  onClose(listener: () => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: EnginePort[] }) => void): void;
}

function parentPortOf(program: NodeJS.Process): ParentPort | undefined {
  return (program as unknown as { parentPort?: ParentPort }).parentPort;
}

/** The channel this process was started with; `undefined` when it was started by hand. */
export function openHostChannel(program: NodeJS.Process = process): HostChannel | undefined {
  const parentPort = parentPortOf(program);
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) =>
        parentPort.on('message', (event) => {
          const parsed = hostMessageSchema.safeParse(event.data);
          if (parsed.success) listener(parsed.data, event.ports);
        }),
      // Electron ends a utility process together with the shell.
      onClose: () => {},
    };
  }
  if (!program.send) return undefined;
  return {
    send: (message) => {
      // The host may have died in between: 'disconnect' tells, an error here must not end the engine twice.
      if (program.connected) program.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) =>
      void program.on('message', (data) => {
        const parsed = hostMessageSchema.safeParse(data);
        if (parsed.success) listener(parsed.data, []);
      }),
    onClose: (listener) => void program.on('disconnect', listener),
  };
}
