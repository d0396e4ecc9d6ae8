import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A module of one of these packages, wherever npm put it. */
const inPackage = (...names: string[]) => new RegExp(`[\\\\/]node_modules[\\\\/](?:${names.join('|')})[\\\\/]`);

/**
 * The pages, served by the engine under `/` and by Electron under `watchfloor://app/`: hence the relative base. What
 * every page needs is cut into few lasting files; a page's own code, charts first of all, comes when the page does.
 */
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    target: 'chrome140',
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    // The policy of the page allows no `data:` fonts, and small files are cheap on loopback.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: inPackage('react', 'react-dom', 'scheduler', 'use-sync-external-store'),
              priority: 30,
            },
            { name: 'charts', test: inPackage('echarts', 'zrender', 'tslib'), priority: 20 },
            { name: 'mantine', test: inPackage('@mantine', '@floating-ui'), priority: 20 },
            {
              name: 'engine',
              test: inPackage('@orpc', 'zod', '@tanstack[\\\\/]react-query', '@tanstack[\\\\/]query-core'),
              priority: 20,
            },
          ],
        },
      },
    },
  },
});
