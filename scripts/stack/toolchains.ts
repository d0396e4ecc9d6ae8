import { findProgram } from './availability.ts';
import { runTool } from './run-tool.ts';

/** Why a toolchain does not do, as a sentence, or `undefined` when it does. */
export type Lack = string | undefined;

/** Is `found` (`1.26.8`) at least `needed` (`1.26`)? Compares number by number; missing parts count as 0. */
export function isAtLeast(found: string, needed: string): boolean {
  const left = found.split('.').map(Number);
  const right = needed.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

async function versionOf(program: string, args: readonly string[], pattern: RegExp): Promise<string | undefined> {
  const path = findProgram(program);
  if (path === undefined) return undefined;
  const result = await runTool(path, args, { environment: { GOTOOLCHAIN: 'local' } }).catch(() => undefined);
  return result?.code === 0 ? pattern.exec(result.stdout)?.[1] : undefined;
}

/** Go of at least this version, as `go env GOVERSION` tells it. */
export async function lackOfGo(needed: string): Promise<Lack> {
  const found = await versionOf('go', ['env', 'GOVERSION'], /go(\d+(?:\.\d+)*)/);
  if (found === undefined) return `Go ${needed} or newer is not installed.`;
  return isAtLeast(found, needed) ? undefined : `Go ${found} is too old, ${needed} is needed.`;
}

/**
 * The environment that makes cargo use a toolchain that is installed, or why there is none. Where rustup stands in for
 * cargo it would otherwise fetch the toolchain that a dependency names.
 */
export async function installedRust(
  needed: string,
): Promise<{ readonly environment: NodeJS.ProcessEnv } | { readonly lack: string }> {
  const rustup = findProgram('rustup');
  const listed = rustup === undefined ? '' : (await runTool(rustup, ['toolchain', 'list'])).stdout;
  const toolchains = listed.split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);
  const candidates = toolchains.length > 0 ? toolchains : [undefined];
  for (const toolchain of candidates) {
    const environment = toolchain === undefined ? {} : { RUSTUP_TOOLCHAIN: toolchain };
    const cargo = findProgram('cargo');
    if (cargo === undefined) break;
    const { stdout } = await runTool(cargo, ['--version'], { environment });
    const version = /cargo (\d+(?:\.\d+)*)/.exec(stdout)?.[1];
    if (version !== undefined && isAtLeast(version, needed)) return { environment };
  }
  return { lack: `cargo ${needed} or newer is not installed.` };
}
