import { fork } from 'node:child_process';
import type { LaunchEngine } from '../hosting/engine-process.ts';
import type { HostLog } from '../hosting/host-log.ts';

/** So much of what the engine wrote to stderr goes into the reason of its death, characters. */
const lastWords = 600;
/** So long after its end they may still arrive, ms. */
const lastWordsLimit = 100;

/**
 * Starts engines as children of this process, with Node's own IPC as the channel. What they print goes into the log; their
 * compiled code is kept in `cacheDirectory`, so that the next start is quicker.
 */
export function launchChildEngine(entry: string, cacheDirectory: string, log: HostLog): LaunchEngine<never> {
  return (engineArguments, events) => {
    const child = fork(entry, [...engineArguments], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { NODE_COMPILE_CACHE: cacheDirectory, ...process.env },
    });
    let tail = '';
    let over = false;
    const end = (detail: string) => {
      if (over) return;
      over = true;
      events.exited(detail);
    };
    child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => log.info({ text: text.trimEnd() }, 'engine printed'));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      tail = `${tail}${text}`.slice(-lastWords);
      log.warn({ text: text.trimEnd() }, 'engine printed');
    });
    child.on('message', (raw) => events.message(raw));
    child.on('error', (error) => {
      log.error({ err: error }, 'engine process');
      // Without a pid it never started, and no exit will follow.
      if (child.pid === undefined) end(error.message);
    });
    const tell = (code: number | null, signal: string | null) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      end(tail.trim() === '' ? how : `${how}: ${tail.trim()}`);
    };
    // `close` follows when its last words have been read, but not while a child of its own still holds the pipe.
    child.on('close', tell);
    child.on('exit', (code, signal) => setTimeout(tell, lastWordsLimit, code, signal));
    return {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
