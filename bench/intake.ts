/**
 * Line-protocol intake beside InfluxDB 1.x: the same bodies from the same client to both, in turns.
 * `node bench/intake.ts [--lines 400000] [--rounds 3]` prints lines and fields a second, the ratio (1 or more: at least
 * as fast) and the resident memory of both after the load. Bounded by the number of lines, two minutes at most.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../main/engine/clock.ts';
import { startIntake } from '../main/engine/intake/listener.ts';
import { openSampleStore } from '../main/engine/samples/connect.ts';

const LINES_A_BODY = 5000;
const CONNECTIONS = 4;
const DEADLINE_MS = 120_000;

interface Target {
  name: string;
  origin: string;
  process: ChildProcess;
}

function argument(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1] ?? fallback);
}

/** Bodies like Telegraf's cpu input of 50 hosts with 4 processors: ten floats a line, time going on. */
function makeBodies(lines: number, round: number): Buffer[] {
  const bodies: Buffer[] = [];
  const start = 1_700_000_000 + round * 1_000_000;
  for (let from = 0; from < lines; from += LINES_A_BODY) {
    const rows: string[] = [];
    for (let line = from; line < from + LINES_A_BODY; line += 1) {
      const series = line % 200;
      const load = ((line * 7919) % 10_000) / 100;
      const rest = (100 - load).toFixed(13);
      rows.push(
        `cpu,cpu=cpu${series % 4},host=host-${Math.floor(series / 4)} usage_guest=0,usage_guest_nice=0,usage_idle=${rest},` +
          `usage_iowait=${(load / 7).toFixed(14)},usage_irq=0,usage_nice=0,usage_softirq=0.1,usage_steal=0,` +
          `usage_system=${(load / 3).toFixed(4)},usage_user=${load} ${start + Math.floor(line / 200) * 10}000000000`,
      );
    }
    bodies.push(Buffer.from(`${rows.join('\n')}\n`));
  }
  return bodies;
}

function post(agent: Agent, url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers: { 'Content-Length': body.length } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        response.statusCode === 204 ? resolve() : reject(new Error(`${response.statusCode} ${text}`)),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Seconds for all bodies over a few connections. */
async function load(target: Target, bodies: readonly Buffer[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const started = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      await post(agent, `${target.origin}/write?db=bench`, body);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  agent.destroy();
  return (performance.now() - started) / 1000;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function startInflux(folder: string): Promise<Target> {
  const [port, rpc] = [await freePort(), await freePort()];
  const config = join(folder, 'influxdb.conf');
  writeFileSync(
    config,
    `reporting-disabled = true\nbind-address = "127.0.0.1:${rpc}"\n[meta]\ndir = "${folder}/meta"\n[data]\ndir = "${folder}/data"\nwal-dir = "${folder}/wal"\n[http]\nbind-address = "127.0.0.1:${port}"\nlog-enabled = false\n`,
  );
  const child = spawn('influxd', ['run', '-config', config], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await fetch(`${origin}/ping`).then(
        () => true,
        () => false,
      )
    )
      break;
    await delay(100);
  }
  await fetch(`${origin}/query?q=CREATE+DATABASE+bench`, { method: 'POST' });
  return { name: 'InfluxDB 1.x', origin, process: child };
}

async function startOwn(folder: string): Promise<Target> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--serve', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
  );
  return { name: 'Watchfloor', origin, process: child };
}

/** Resident memory now and at its highest, MB; Linux only, like the peer's package. */
function memoryOf(child: ChildProcess): { now: number; peak: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const read = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

async function serve(folder: string): Promise<void> {
  const store = await openSampleStore({
    file: join(folder, 'samples.duckdb'),
    worker: new URL('../main/engine/samples/worker.ts', import.meta.url),
  });
  const intake = await startIntake({ store, clock: systemClock, version: 'bench' });
  process.stdout.write(`${intake.origin}\n`);
  process.once(
    'SIGTERM',
    () =>
      void intake
        .close()
        .then(() => store.close())
        .then(() => process.exit(0)),
  );
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function compare(): Promise<void> {
  if (spawnSync('influxd', ['version']).status !== 0) {
    process.stderr.write('InfluxDB 1.x is not installed: apt-get install influxdb\n');
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const [lines, rounds] = [argument('lines', 400_000), argument('rounds', 3)];
  const targets: Target[] = [];
  const deadline = setTimeout(() => {
    for (const target of targets) target.process.kill('SIGKILL');
    process.stderr.write('The benchmark took more than two minutes.\n');
    process.exit(1);
  }, DEADLINE_MS);
  try {
    targets.push(await startInflux(folder), await startOwn(folder));
    const speeds = targets.map((): number[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      const bodies = makeBodies(round === 0 ? lines / 10 : lines, round);
      for (const [index, target] of targets.entries()) {
        const seconds = await load(target, bodies);
        // The first, short round warms both up.
        if (round > 0) speeds[index]?.push((bodies.length * LINES_A_BODY) / seconds);
      }
    }
    const results = targets.map((target, index) => ({
      name: target.name,
      speed: median(speeds[index] ?? []),
      memory: memoryOf(target.process),
    }));
    for (const { name, speed, memory } of results) {
      process.stdout.write(
        `${name}: ${Math.round(speed)} lines/s, ${Math.round(speed * 10)} fields/s, RSS ${memory.now} MB, peak ${memory.peak} MB\n`,
      );
    }
    process.stdout.write(
      `ratio ${((results[1]?.speed ?? 0) / (results[0]?.speed ?? 1)).toFixed(2)} (goal: 1 or more)\n`,
    );
  } finally {
    clearTimeout(deadline);
    for (const target of targets) {
      if (target.process.exitCode !== null) continue;
      target.process.kill('SIGTERM');
      await new Promise((resolve) => target.process.once('exit', resolve));
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

const serveAt = process.argv.indexOf('--serve');
if (serveAt < 0) await compare();
else await serve(process.argv[serveAt + 1] ?? '.');
