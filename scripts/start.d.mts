export interface ElectronFiles {
  root: string;
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  exists(path: string): boolean;
  read(path: string): string | undefined;
}
export interface LaunchMachine {
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  say(text: string): void;
  find(): string | undefined;
  reachable(address: string): Promise<boolean>;
  fetchBinary(): Promise<boolean>;
  failure: { remembered(): boolean; remember(): void; forget(): void };
}
export type HostChoice = { host: 'desktop'; binary: string } | { host: 'browser'; why: string };

export function findElectron(files: ElectronFiles): string | undefined;
export function electronSource(env: Readonly<Record<string, string | undefined>>): string;
export function mayFetch(env: Readonly<Record<string, string | undefined>>): boolean;
export function chooseHost(argv: readonly string[], machine: LaunchMachine): Promise<HostChoice>;
export function desktopSwitches(argv: readonly string[]): string[];
export function browserArguments(argv: readonly string[]): string[];
