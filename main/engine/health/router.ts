import type { Caller } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import { os } from '../transports/implement.ts';
import type { StreamRegistry } from '../transports/paced.ts';
import type { HealthService } from './service.ts';

export function systemRouter(
  health: HealthService,
  clock: Clock,
  streams: StreamRegistry,
  backup: (by: Caller) => Promise<{ path: string; bytes: number }>,
) {
  const system = os.system;
  return {
    info: system.info.handler(() => health.info()),
    ping: system.ping.handler(() => ({ at: clock.now() })),
    health: system.health.handler(() => health.read()),
    pulse: system.pulse.handler(({ input, context, signal, lastEventId }) =>
      streams.paced(health.pulse, {
        stream: input.stream,
        what: 'pulse',
        operator: context.caller.name,
        signal,
        lastEventId,
      }),
    ),
    backup: system.backup.handler(({ context }) => backup(context.caller)),
  };
}
