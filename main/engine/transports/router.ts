import type { auditRouter } from '../audit/router.ts';
import type { boardsRouter, metricsRouter } from '../boards/router.ts';
import type { systemRouter } from '../health/router.ts';
import type { hostsRouter } from '../hosts/router.ts';
import type { identityRouter } from '../identity/router.ts';
import type { loadtestsRouter } from '../loadtests/router.ts';
import type { settingsRouter } from '../settings/router.ts';
import type { sourcesRouter } from '../sources/router.ts';
import { os } from './implement.ts';
import type { StreamRegistry } from './paced.ts';

/** What each domain brings. */
export interface Parts {
  system: ReturnType<typeof systemRouter>;
  identity: ReturnType<typeof identityRouter>;
  audit: ReturnType<typeof auditRouter>;
  settings: ReturnType<typeof settingsRouter>;
  sources: ReturnType<typeof sourcesRouter>;
  hosts: ReturnType<typeof hostsRouter>;
  boards: ReturnType<typeof boardsRouter>;
  metrics: ReturnType<typeof metricsRouter>;
  loadtests: ReturnType<typeof loadtestsRouter>;
}

/** The one router that every transport serves. */
export function createRouter(parts: Parts, streams: StreamRegistry) {
  return os.router({
    ...parts,
    streams: {
      acknowledge: os.streams.acknowledge.handler(({ input }) => ({
        known: streams.acknowledge(input.stream, input.sequence),
      })),
    },
  });
}
export type Router = ReturnType<typeof createRouter>;
