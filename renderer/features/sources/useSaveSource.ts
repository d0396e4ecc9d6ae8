import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Source, SourceConfig } from '#core/contract/sources.ts';
import { api, engine } from '../../shell/index.ts';
import { showToast, useWords } from '../../ui/index.ts';
import { formWords } from './formWords.ts';
import { useProblemText } from './problem.ts';

/** Adds a source, or changes the one given; the toast takes it back, as far as a secret that is gone allows. */
export function useSaveSource(source: Source | undefined, onSaved: (source: Source) => void) {
  const t = useWords(formWords);
  const problemText = useProblemText();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: api.sources.key() });
  const undone = async (work: () => Promise<unknown>, text?: string) => {
    try {
      await work();
      if (text !== undefined) showToast({ kind: 'info', title: text });
    } catch (error) {
      showToast({ kind: 'fail', title: t('undoFailed'), text: problemText(error).sentence });
    } finally {
      await refresh();
    }
  };
  return useMutation({
    mutationFn: (input: { config: SourceConfig; secret?: string }) =>
      source ? engine.sources.update({ id: source.id, ...input }) : engine.sources.add(input),
    onSuccess: async (saved, input) => {
      await refresh();
      onSaved(saved);
      const before = source?.config;
      const lost = source?.hasSecret === true && input.secret !== undefined;
      showToast({
        title: source ? t('saved') : t('added'),
        text: saved.name,
        undo: before
          ? () =>
              void undone(
                () =>
                  engine.sources.update({ id: saved.id, config: before, ...(source?.hasSecret ? {} : { secret: '' }) }),
                lost ? t('oldSecret') : undefined,
              )
          : () => void undone(() => engine.sources.remove({ id: saved.id })),
      });
    },
  });
}
