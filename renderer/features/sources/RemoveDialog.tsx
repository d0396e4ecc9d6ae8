import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Source } from '#core/contract/sources.ts';
import { api, engine } from '../../shell/index.ts';
import { ConfirmDialog, StatusGlyph, showToast, useWords } from '../../ui/index.ts';
import { useProblemText } from './problem.ts';
import { useSourceUses } from './useSourceUses.ts';
import { sourceWords } from './words.ts';

export interface RemoveDialogProps {
  source: Source;
  onClose: () => void;
  onRemoved: () => void;
}

/** Says what uses a source and what cannot be taken back before it is removed. */
export function RemoveDialog({ source, onClose, onRemoved }: RemoveDialogProps) {
  const t = useWords(sourceWords);
  const problemText = useProblemText();
  const client = useQueryClient();
  const uses = useSourceUses(source);
  const refresh = () => client.invalidateQueries({ queryKey: api.sources.key() });
  const again = async () => {
    if (!source.config) return;
    try {
      await engine.sources.add({ config: source.config });
      showToast({ kind: 'info', title: t('restored'), text: source.name });
    } catch (error) {
      showToast({ kind: 'fail', title: t('removeFailed'), text: problemText(error).sentence });
    } finally {
      await refresh();
    }
  };
  const remove = useMutation(
    api.sources.remove.mutationOptions({
      onSuccess: async () => {
        await refresh();
        // With its secret gone an undo would bring back something that does not work.
        showToast({
          title: t('removed'),
          text: source.name,
          ...(source.hasSecret ? {} : { undo: () => void again() }),
        });
        onRemoved();
      },
      onError: (error) => showToast({ kind: 'fail', title: t('removeFailed'), text: problemText(error).sentence }),
    }),
  );
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: source.name })}
      text={t('removeText')}
      action={t('removeAction')}
      note={t('removeNote')}
      danger
      busy={remove.isPending}
      {...(uses.some((use) => use.known) ? { typeName: source.name } : {})}
      onConfirm={() => remove.mutate({ id: source.id })}
      onClose={onClose}
    >
      <div className="sub">{t('usedBy')}</div>
      <ul className="src-uses">
        {uses.length === 0 ? <li className="t2">{t('usedByNothing')}</li> : null}
        {uses.map((use) => (
          <li key={use.text}>
            <StatusGlyph kind={use.known ? 'warning' : 'inconclusive'} size={13} /> {use.text}
          </li>
        ))}
        <li>
          <StatusGlyph kind={source.hasSecret ? 'warning' : 'info'} size={13} />{' '}
          {source.hasSecret ? t('undoSecret') : t('undoNoSecret')}
        </li>
      </ul>
    </ConfirmDialog>
  );
}
