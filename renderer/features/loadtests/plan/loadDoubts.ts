import type { Plan } from '#core/contract/loadtests.ts';
import { useFormat, useWords } from '../../../ui/index.ts';
import { planWords } from './words.ts';

/** More users than this in one group are taken for a slip of the hand until confirmed. */
export const unusuallyMany = 100_000;

type Group = Plan['threadGroups'][number];

/** What is doubtful about the size of a load: one figure of one group. */
export interface LoadDoubt {
  readonly code: `${'threads' | 'duration'}${'Unknown' | 'NoNumber' | 'None'}` | 'threadsMany';
  readonly group: string;
  /** The figure as it stands with the values given now. */
  readonly value: string;
}

/**
 * Doubts about users and durations of the enabled groups. JMeter takes text that is no whole number for 0 users, and ends
 * the test on a duration that is not above 0. An expression that is left can be told only by the run.
 */
export function loadDoubts(plan: Pick<Plan, 'threadGroups'>): LoadDoubt[] {
  return plan.threadGroups
    .filter((group) => group.enabled)
    .flatMap((group) => [
      ...doubt(group, 'threads', group.threads),
      ...doubt(group, 'duration', group.durationSeconds),
      ...((group.threadsResolved ?? 0) > unusuallyMany
        ? [{ code: 'threadsMany', group: group.name, value: group.threads } as const]
        : []),
    ]);
}

function doubt({ name, kind }: Group, figure: 'threads' | 'duration', value: string): LoadDoubt[] {
  const text = value.trim();
  if (text === '') return [];
  const say = (reason: 'Unknown' | 'NoNumber' | 'None'): LoadDoubt[] => [
    { code: `${figure}${reason}`, group: name, value },
  ];
  if (text.includes('${')) return say('Unknown');
  const number = Number(text);
  if (!Number.isFinite(number)) return say('NoNumber');
  if (number <= 0) return say('None');
  // Plug-in groups may count in fractions; JMeter's own read whole numbers only.
  return kind === 'plain' && !/^\d+$/.test(text) ? say('NoNumber') : [];
}

/** The doubts as sentences. */
export function useLoadDoubts(plan: Pick<Plan, 'threadGroups'>): (LoadDoubt & { text: string })[] {
  const t = useWords(planWords);
  const format = useFormat();
  return loadDoubts(plan).map((one) => ({
    ...one,
    text: t(one.code, { group: one.group, value: one.value, limit: format.number(unusuallyMany) }),
  }));
}
