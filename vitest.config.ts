import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';

const outside = [...configDefaults.exclude, 'dist/**', 'release/**', 'e2e/**'];

/**
 * `unit` runs anywhere without a network; `renderer` is the part of it that wants a document; `integration` starts real
 * servers (scripts/stack) and therefore runs file by file.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{core,main,preload,scripts,bench}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...outside, '**/*.integration.test.ts'],
          // A watchdog, not a measure: the machine may be busy with other suites.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'unit-renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: [...outside, '**/*.integration.test.ts'],
          setupFiles: ['scripts/testing/renderer-setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['{core,main,preload,renderer,scripts,bench}/**/*.integration.test.ts'],
          exclude: outside,
          fileParallelism: false,
          testTimeout: 120_000,
          // The first start of a machine builds Telegraf and InfluxDB 2.x in a hook.
          hookTimeout: 900_000,
        },
      },
    ],
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    env: { ELECTRON_OVERRIDE_DIST_PATH: process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '/nonexistent' },
  },
});
