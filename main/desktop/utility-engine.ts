import type { MessagePortMain, UtilityProcess, utilityProcess } from 'electron';
import type { LaunchEngine } from '../hosting/engine-process.ts';
import type { HostLog } from '../hosting/host-log.ts';

export interface UtilityEngineParts {
  utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  /** Ends a process at once, by its id. */
  killProcess: (pid: number) => void;
  entry: string;
  log: HostLog;
}

/** So much of what the engine wrote to stderr goes into the reason of its death, characters. */
const lastWords = 600;

/** Starts engines as utility processes of Electron, which can take the ports of windows. */
export function launchUtilityEngine({
  utilityProcess: utility,
  killProcess,
  entry,
  log,
}: UtilityEngineParts): LaunchEngine<MessagePortMain> {
  return (engineArguments, events) => {
    const child: UtilityProcess = utility.fork(entry, [...engineArguments], {
      serviceName: 'Watchfloor engine',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    let gone = false;
    child.stdout?.on('data', (bytes: Buffer) => log.info({ text: bytes.toString('utf8').trimEnd() }, 'engine printed'));
    child.stderr?.on('data', (bytes: Buffer) => {
      tail = `${tail}${bytes.toString('utf8')}`.slice(-lastWords);
      log.warn({ text: bytes.toString('utf8').trimEnd() }, 'engine printed');
    });
    child.on('message', (raw: unknown) => events.message(raw));
    child.on('error', (type, location) => log.error({ type, location }, 'engine process'));
    child.on('exit', (code) => {
      gone = true;
      events.exited(tail.trim() === '' ? `exit code ${code}` : `exit code ${code}: ${tail.trim()}`);
    });
    return {
      send: (message, ports) => {
        if (!gone) child.postMessage(message, ports);
      },
      kill: () => {
        if (gone) return;
        // `child.kill()` asks by SIGTERM, which a hung engine does not hear.
        if (child.pid === undefined) child.kill();
        else killProcess(child.pid);
      },
    };
  };
}
