import { spawn } from 'node:child_process';

export interface ToolResult {
  /** Exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** ms; then the tool is ended. Default ten minutes. */
  readonly within?: number;
}

/** Runs a program to its end with an argument array; rejects only when it cannot be started. */
export function runTool(program: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.folder,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.within ?? 600_000,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Like {@link runTool}, but any end other than exit code 0 rejects with the end of what the tool said. */
export async function runToolOrFail(
  program: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<string> {
  const result = await runTool(program, args, options);
  if (result.code !== 0) {
    const said = (result.stderr + result.stdout).slice(-4000);
    throw new Error(`${program} ${args.join(' ')} ended with ${result.code ?? 'a signal'}:\n${said}`);
  }
  return result.stdout;
}
