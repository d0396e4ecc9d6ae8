import { ORPCError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { Settings } from '#core/contract/settings.ts';
import { api, engine } from '../../shell/index.ts';
import { type Speak, showToast, useWords } from '../../ui/index.ts';
import type { SavedSection } from './sections.ts';
import type { FieldProblem, Problems } from './settingsDraft.ts';
import { settingsWords } from './words.ts';

const told = z.object({ reason: z.string(), detail: z.string().optional(), field: z.string().optional() });
const fieldReasons = ['needs-tls', 'needs-token'] as const;

/** The field a refusal names (`intake.host` → `host`) with its machine word; `undefined` when it is about no field. */
export function fieldProblemOf(error: unknown): Problems | undefined {
  if (!(error instanceof ORPCError)) return undefined;
  const data = told.safeParse(error.data);
  if (!data.success || data.data.field === undefined) return undefined;
  const reason = fieldReasons.find((known) => known === data.data.reason);
  if (!reason) return undefined;
  const problem: FieldProblem = { reason, values: {} };
  return { [data.data.field.split('.').at(-1) ?? '']: problem };
}

/** The sentence of a refusal that is about no field. */
export function refusalText(t: Speak<(typeof settingsWords)['en']>, error: unknown): string {
  if (!(error instanceof ORPCError)) return t('away');
  if (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED') return t('forbidden');
  if (error.code === 'BAD_REQUEST') return t('bad-request');
  const data = told.safeParse(error.data);
  return data.success ? [data.data.reason, data.data.detail].filter(Boolean).join(': ') : error.message;
}

type Patch = { [Section in SavedSection]?: Settings[Section] };

/** Saves one section; the toast puts the former values back. */
export function useSaveSection(section: SavedSection) {
  const t = useWords(settingsWords);
  const client = useQueryClient();
  const refresh = async (settings: Settings) => {
    client.setQueryData(api.settings.get.queryKey(), settings);
    await Promise.all(
      [api.system.info.key(), api.sources.intake.key(), api.loadtests.generator.key()].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  };
  const putBack = async (former: Patch) => {
    try {
      await refresh(await engine.settings.update(former));
      showToast({ kind: 'info', title: t('undone', { section: t(section) }) });
    } catch (error) {
      showToast({ kind: 'fail', title: t('undoFailed'), text: refusalText(t, error) });
    }
  };
  return useMutation({
    mutationFn: async ({ next, before }: { next: Settings; before: Settings }) => ({
      settings: await engine.settings.update({ [section]: next[section] }),
      former: { [section]: before[section] } satisfies Patch,
    }),
    onSuccess: async ({ settings, former }) => {
      await refresh(settings);
      showToast({ title: t('saved', { section: t(section) }), undo: () => void putBack(former) });
    },
  });
}
