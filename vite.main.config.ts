import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Built name → its source. Every process and worker is one entry; one that is not written yet is left out. */
const entries = {
  desktop: 'main/desktop/main.ts',
  web: 'main/web/main.ts',
  engine: 'main/engine/entry.ts',
  cli: 'main/cli/cli.ts',
  'samples-worker': 'main/engine/samples/worker.ts',
  'run-tail-worker': 'main/engine/loadtests/tail/tail-worker.ts',
  'plan-worker': 'main/engine/loadtests/files/plan-worker.ts',
};

const builtins = new Set(builtinModules);
const isBuiltin = (id: string) => id.startsWith('node:') || builtins.has(id);

/**
 * Everything that runs on Node: one ESM file an entry, dependencies bundled, which starts faster than hundreds of files
 * and leaves the packaged app without node_modules. Outside stay Electron, and DuckDB with its native binding.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/main',
    emptyOutDir: true,
    minify: false,
    // Names in a stack trace are worth more here than bytes.
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(entries).flatMap(([name, source]) => {
          const path = resolve(import.meta.dirname, source);
          return existsSync(path) ? [[name, path]] : [];
        }),
      ),
      external: (id) => id === 'electron' || id.startsWith('electron/') || id.startsWith('@duckdb/') || isBuiltin(id),
      output: {
        format: 'es',
        entryFileNames: '[name].mjs',
        chunkFileNames: 'chunks/[name]-[hash].mjs',
      },
    },
  },
});
