import type { Capabilities, ShellEvent, ShellInput, ShellOutput, ShellRequest } from '#core/contract/shell.ts';

/**
 * What a page may ask of the program around it. One adapter for each host; what a host cannot do is a capability that
 * is false, and asking for it all the same answers "not done" instead of failing.
 */
export type Shell = {
  [Name in Exclude<ShellRequest, 'capabilities'>]: (input: ShellInput<Name>) => Promise<ShellOutput<Name>>;
} & {
  /** What this host can do. Before the host has answered: nothing but what every host can. */
  capabilities: () => Capabilities;
  /** Calls `listener` when the answer of `capabilities()` changes, until the returned function is called. */
  onCapabilities: (listener: () => void) => () => void;
  /** What the host tells its windows, until the returned function is called. A browser tells nothing. */
  onEvent: (listener: (event: ShellEvent) => void) => () => void;
};
