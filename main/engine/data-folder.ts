import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of a profile lies. */
export interface DataFolder {
  root: string;
  state: string;
  samples: string;
  keyFile: string;
  logs: string;
  runs: string;
  backups: string;
  exports: string;
  portFile: string;
}

/** Makes the folder of a profile (only its owner may look in) and names what is in it. Throws when it cannot be written. */
export function openDataFolder(root: string): DataFolder {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(root, 0o700);
  accessSync(root, constants.R_OK | constants.W_OK);
  const folder: DataFolder = {
    root,
    state: join(root, 'state.sqlite'),
    samples: join(root, 'samples'),
    keyFile: join(root, 'secrets.key'),
    logs: join(root, 'logs'),
    runs: join(root, 'runs'),
    backups: join(root, 'backups'),
    exports: join(root, 'exports'),
    portFile: join(root, 'port'),
  };
  for (const path of [folder.samples, folder.logs, folder.runs, folder.backups, folder.exports])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  return folder;
}

/** The port this profile got the last time: windows and bookmarks keep working. 0 = none yet. */
export function rememberedPort(folder: DataFolder): number {
  if (!existsSync(folder.portFile)) return 0;
  const port = Number(readFileSync(folder.portFile, 'utf8'));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

export function rememberPort(folder: DataFolder, port: number): void {
  writeFileSync(folder.portFile, String(port), { mode: 0o600 });
}
