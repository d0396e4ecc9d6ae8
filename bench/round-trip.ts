/**
 * Round trip of the smallest call over the two transports, beside a bare WebSocket echo in the same run.
 * Engine and echo run in threads of their own. Prints milliseconds and the ratio to the echo.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket, WebSocketServer } from 'ws';
import type { Contract } from '#core/contract/index.ts';
import { startEngine } from '../main/engine/engine.ts';
import { asEnginePort } from '../main/engine/transports/testing/node-port.ts';

const calls = 5000;
const warmUp = 500;

interface Ready {
  echoPort: number;
  enginePort: number;
  startLink: string;
}

async function serve(): Promise<void> {
  const { folder, port } = workerData as { folder: string; port: MessagePort };
  const echo = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  echo.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  const engine = await startEngine({
    dataDir: folder,
    port: 0,
    profile: 'bench',
    stay: true,
    logLevel: 'fatal',
    epoch: 'bench',
  });
  engine.servePort(asEnginePort(port), 'bench');
  const address = echo.address();
  const ready: Ready = {
    echoPort: typeof address === 'object' && address ? address.port : 0,
    enginePort: engine.port,
    startLink: engine.startLink(),
  };
  parentPort?.postMessage(ready);
}

async function measure(call: () => Promise<unknown>): Promise<{ p50: number; p99: number }> {
  for (let n = 0; n < warmUp; n++) await call();
  const took: number[] = [];
  for (let n = 0; n < calls; n++) {
    const at = performance.now();
    await call();
    took.push(performance.now() - at);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(calls * 0.5)] ?? 0, p99: took[Math.floor(calls * 0.99)] ?? 0 };
}

const opened = (socket: WebSocket) =>
  new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { folder, port: port2 },
    transferList: [port2 as never],
  });
  const ready = await new Promise<Ready>((resolve, reject) => worker.once('message', resolve).once('error', reject));

  const echo = new WebSocket(`ws://127.0.0.1:${ready.echoPort}`);
  await opened(echo);
  const payload = JSON.stringify({ at: 0, filler: 'x'.repeat(250) });
  const bare = await measure(() => new Promise((resolve) => echo.once('message', resolve) && echo.send(payload)));

  const origin = `http://127.0.0.1:${ready.enginePort}`;
  const start = await fetch(ready.startLink, { redirect: 'manual' });
  const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://127.0.0.1:${ready.enginePort}/rpc`, { headers: { origin, cookie } });
  await opened(socket);
  const overSocket: ContractRouterClient<Contract> = createORPCClient(
    new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  // The rate limit of a window is 200 messages a second: calls are measured in bursts below it.
  const paced = async (call: () => Promise<unknown>) => {
    const took: number[] = [];
    for (let burst = 0; burst < 10; burst++) {
      for (let n = 0; n < 90; n++) {
        const at = performance.now();
        await call();
        took.push(performance.now() - at);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    took.sort((a, b) => a - b);
    return { p50: took[Math.floor(took.length * 0.5)] ?? 0, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
  };
  const ws = await paced(() => overSocket.system.ping());
  const overPort: ContractRouterClient<Contract> = createORPCClient(new PortLink({ port: port1 }));
  port1.start();
  const port = await measure(() => overPort.system.ping());

  const line = (name: string, { p50, p99 }: { p50: number; p99: number }) =>
    `${name.padEnd(28)} p50 ${p50.toFixed(3)} ms  p99 ${p99.toFixed(3)} ms  ${(p50 / bare.p50).toFixed(1)} × bare echo`;
  process.stdout.write(
    `${line('bare WebSocket echo', bare)}\n${line('system.ping over WebSocket', ws)}\n${line('system.ping over MessagePort', port)}\n`,
  );
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

await (isMainThread ? main() : serve());
