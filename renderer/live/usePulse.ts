import type { Pulse } from '#core/contract/system.ts';
import { engine, useStreamState } from '../shell/index.ts';

/** The engine's pulse, about once a second while something changes; `undefined` before the first. */
export function usePulse(): Pulse | undefined {
  return useStreamState<Pulse>('pulse', (input, options) => engine.system.pulse(input, options)).data;
}
