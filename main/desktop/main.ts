import { dirname } from 'node:path';
import * as electron from 'electron';
import { startDesktop } from './desktop.ts';

// Built to dist/main/desktop.mjs, beside dist/preload and dist/renderer. Not awaited: Electron is ready only after this
// module has run to its end.
startDesktop(electron, dirname(import.meta.dirname)).catch((error: unknown) => {
  electron.dialog.showErrorBox('Watchfloor', error instanceof Error ? error.message : String(error));
  electron.app.exit(1);
});
