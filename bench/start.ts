/**
 * Warm start: from starting the browser host to the first live panel painted in Chromium (goal 2 s), and after ten
 * minutes (or `--minutes N`) the memory of the engine and of one window's renderer as PSS (goal 350 MB together).
 * Linux only: PSS is read from /proc/PID/smaps_rollup.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const goalMs = 2000;
const goalBytes = 350_000_000;
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });

function pssOf(pid: number): number {
  const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

function processes(match: (command: string) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return match(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        return false;
      }
    });
}

async function startOnce(dataDir: string): Promise<{ link: string; end: () => Promise<void> }> {
  const host = spawn(process.execPath, [join(root, 'dist/main/web.mjs'), '--no-open', '--data-dir', dataDir]);
  const link = await new Promise<string>((found, failed) => {
    let text = '';
    host.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/\S+ticket=\S+/.exec(text)?.[0];
      if (url) found(url);
    });
    host.once('exit', () => failed(new Error(text)));
  });
  const end = () =>
    new Promise<void>((ended) => {
      host.removeAllListeners('exit');
      host.once('exit', () => ended());
      host.kill('SIGTERM');
    });
  return { link, end };
}

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
const profile = join(folder, 'browser');
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env['WATCHFLOOR_CHROMIUM'] ?? '/usr/bin/chromium',
  viewport: { width: 1366, height: 768 },
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const dataDir = join(folder, 'data');
// The first start makes the data; the measured ones are warm, with some minutes of samples or at least two.
const first = await startOnce(dataDir);
await new Promise((resolvePause) => setTimeout(resolvePause, 3000));
await first.end();

const took: number[] = [];
let running: Awaited<ReturnType<typeof startOnce>> | undefined;
const rounds = 5;
for (let round = 0; round < rounds; round++) {
  const at = performance.now();
  running = await startOnce(dataDir);
  const page = await browser.newPage();
  await page.goto(running.link);
  // A panel is live when its value stands in the tile: a digit from the store, not a skeleton.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.tile .val')].some((value) => /\d/.test(value.textContent ?? '')),
  );
  took.push(performance.now() - at);
  if (round < rounds - 1) {
    await page.close();
    await running.end();
  }
}
took.sort((a, b) => a - b);
const median = took[Math.floor(rounds / 2)] ?? 0;
process.stdout.write(
  `warm start to first live panel: median ${median.toFixed(0)} ms of ${rounds} (${took.map((ms) => ms.toFixed(0)).join(', ')}); ${(median / goalMs).toFixed(2)} × the goal of ${goalMs} ms\n`,
);

const minutes = Number(values.minutes);
await new Promise((resolvePause) => setTimeout(resolvePause, minutes * 60_000));
const engine = processes((command) => command.includes('engine.mjs') && command.includes(dataDir))[0];
const renderers = processes((command) => command.includes('--type=renderer') && command.includes(profile));
if (engine === undefined || renderers.length === 0) throw new Error('the engine or the renderer was not found');
const engineBytes = pssOf(engine);
const rendererBytes = Math.max(...renderers.map(pssOf));
const sum = engineBytes + rendererBytes;
process.stdout.write(
  `PSS after ${minutes} min: engine ${(engineBytes / 1e6).toFixed(0)} MB + one renderer ${(rendererBytes / 1e6).toFixed(0)} MB = ${(sum / 1e6).toFixed(0)} MB; ${(sum / goalBytes).toFixed(2)} × the goal of ${goalBytes / 1e6} MB\n`,
);
await browser.close();
await running?.end();
rmSync(folder, { recursive: true, force: true });
