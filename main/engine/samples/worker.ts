import { parentPort, workerData } from 'node:worker_threads';
import type { StoreSettings } from './limits.ts';
import type { Ask, FromOwner, ToOwner } from './messages.ts';
import { SampleOwner } from './owner.ts';
import { StoreError } from './store.ts';

/**
 * The thread that owns the sample database. Its only partner is `openSampleStore` of the same build, so messages
 * are typed, not checked: they never leave the process.
 */
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const tell = (message: FromOwner): void => port.postMessage(message);
const running = new Map<number, AbortController>();

function answer(owner: SampleOwner, ask: Ask, signal: AbortSignal): unknown {
  switch (ask.verb) {
    case 'write':
      return owner.write(ask.ask.body, ask.ask.options);
    case 'query':
      return owner.query(ask.ask, signal);
    case 'schema':
      return owner.schema();
    case 'tagValues':
      return owner.tagValues(ask.ask.measurement, ask.ask.tag, ask.ask.limit, signal);
    case 'hosts':
      return owner.hosts();
    case 'counts':
      return owner.counts();
    case 'applyRetention':
      return owner.applyRetention(ask.ask.cutoffMs, ask.ask.measurements);
    case 'checkpoint':
      return owner.checkpoint();
    case 'backup':
      return owner.backup(ask.ask.path);
    case 'close':
      return owner.close();
  }
}

async function serve(owner: SampleOwner, ask: Ask): Promise<void> {
  const controller = new AbortController();
  running.set(ask.id, controller);
  try {
    tell({ kind: 'answer', id: ask.id, answer: await answer(owner, ask, controller.signal) });
    if (ask.verb === 'close') port?.close();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const told = error instanceof StoreError ? error : new StoreError('storage', message);
    tell({
      kind: 'error',
      id: ask.id,
      code: told.code,
      message: told.message,
      retryAfterSeconds: told.retryAfterSeconds,
    });
    // DuckDB shuts itself after an error it cannot answer for; only opening the file again helps.
    if (message.includes('database has been invalidated')) {
      tell({ kind: 'failed', message });
      await owner.abandon();
      port?.close();
    }
  } finally {
    running.delete(ask.id);
  }
}

const early: ToOwner[] = [];
let opened: SampleOwner | undefined;
port.on('message', (message: ToOwner) => {
  if (opened === undefined) early.push(message);
  else if (message.verb === 'cancel') running.get(message.id)?.abort();
  else void serve(opened, message);
});

try {
  opened = await SampleOwner.open(workerData as StoreSettings);
  tell({ kind: 'ready' });
  for (const message of early) port.emit('message', message);
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
