// The engine's side of core/contract/host.ts and nothing else, for tests of hosts: listens, keeps its lock, answers
// tickets, beats, ends when asked to. A request for `/die` kills it.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { 'data-dir': { type: 'string' }, port: { type: 'string' }, profile: { type: 'string' } },
});
const folder = values['data-dir'];
const lockFile = join(folder, 'engine.lock');
const portFile = join(folder, 'port');
const epoch = randomUUID();
const control = randomUUID();
let tickets = 0;

const server = createServer((request, response) => {
  const json = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/die') process.kill(process.pid, 'SIGKILL');
  if (request.headers['x-watchfloor-control'] !== control) return response.writeHead(403).end();
  if (request.url === '/healthz') return json({ product: 'Watchfloor', pid: process.pid, epoch, version: '0.0.1' });
  if (request.url === '/control/ticket') return json({ url: link() });
  return response.writeHead(404).end();
});
const address = () => `http://127.0.0.1:${server.address().port}`;
const link = () => {
  tickets += 1;
  return `${address()}/start?ticket=${process.pid}-${tickets}`;
};

const asked = Number(values.port);
const kept = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
server.on('error', (error) => {
  process.send({ kind: 'failed', reason: error.code === 'EADDRINUSE' ? 'port-taken' : 'internal', detail: error.code });
});
server.listen(asked || kept, '127.0.0.1', () => {
  const { port } = server.address();
  writeFileSync(portFile, String(port));
  const lock = {
    pid: process.pid,
    host: process.ppid,
    startedAt: Date.now(),
    port,
    url: address(),
    write: null,
    control,
    version: '0.0.1',
    epoch,
  };
  writeFileSync(lockFile, JSON.stringify(lock), { mode: 0o600 });
  process.send({ kind: 'ready', port, pid: process.pid, epoch, version: '0.0.1', write: null });
});
setInterval(() => process.send?.({ kind: 'heartbeat', rssBytes: 1, loopDelayMs: 0, connections: 0 }), 1000);

const end = () => {
  rmSync(lockFile, { force: true });
  process.exit(0);
};
process.on('message', (message) => {
  if (message.kind === 'shutdown') end();
  if (message.kind === 'ticket') process.send({ kind: 'ticket', id: message.id, url: link() });
});
process.on('disconnect', end);
process.on('SIGINT', () => undefined);
