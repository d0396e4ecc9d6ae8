import { useQuery } from '@tanstack/react-query';
import type { Run } from '#core/contract/loadtests.ts';
import { api, useMay } from '../../../shell/index.ts';
import { usersOf } from '../plan/draft.ts';
import { rampOf } from './phases.ts';

export interface Phases {
  /** Until all users are at work, ms from the first sample; `null` when the plan does not say it in numbers. */
  readonly rampMs: number | null;
  readonly users: number | null;
}

const unknown: Phases = { rampMs: null, users: null };

/** Phases of a run, read from its plan; nothing when the plan is not the one that ran any more, or may not be read. */
export function usePhases(run: Run | undefined): Phases {
  const may = useMay('operator');
  const { data } = useQuery(
    api.loadtests.plans.inspect.queryOptions({
      input: { path: run?.planPath ?? '/', values: run?.values ?? {} },
      enabled: run !== undefined && may === true,
      staleTime: Number.POSITIVE_INFINITY,
      retry: 0,
    }),
  );
  if (!data || !run || data.hash !== run.planHash) return unknown;
  return { rampMs: rampOf(data), users: usersOf(data) };
}
