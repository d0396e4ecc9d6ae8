import type { HostMessage } from '#core/contract/host.ts';

/** What a started engine reports to the host that started it. */
export interface EngineEvents {
  /** A message as it came, not parsed yet. */
  message(raw: unknown): void;
  /** The process is gone; called once. `detail` says how, for the log. */
  exited(detail: string): void;
}

/** One engine process. `Port` is what the host can hand over beside a message; a host without ports says `never`. */
export interface EngineProcess<Port> {
  /** Silent when the process is gone. */
  send(message: HostMessage, ports?: Port[]): void;
  /** Ends the process without asking. */
  kill(): void;
}

/** Starts the engine's built entry with these arguments. */
export type LaunchEngine<Port> = (engineArguments: readonly string[], events: EngineEvents) => EngineProcess<Port>;

/** What a host was told about the engine it is to run. */
export interface EngineOptions {
  dataDirectory: string;
  profile: string;
  /** 0 = the data directory's own port. */
  port: number;
}

/** Arguments of the engine's entry for a start on `port`. */
export function engineArguments({ dataDirectory, profile }: EngineOptions, port: number): string[] {
  return ['--data-dir', dataDirectory, '--port', String(port), '--profile', profile];
}
