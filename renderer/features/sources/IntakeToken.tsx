import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shell/index.ts';
import { Button, ConfirmDialog, Dialog, showToast, useWords } from '../../ui/index.ts';
import { copyText } from './copyText.ts';
import { intakeWords } from './intakeWords.ts';
import { useProblemText } from './problem.ts';

/** Makes a token for writers on other machines: what it ends is said first, then it is shown this once. */
export function IntakeToken({ replaces, onClose }: { replaces: boolean; onClose: () => void }) {
  const t = useWords(intakeWords);
  const problemText = useProblemText();
  const client = useQueryClient();
  const make = useMutation(
    api.sources.intakeToken.mutationOptions({
      onSettled: () => client.invalidateQueries({ queryKey: api.sources.intake.key() }),
      onError: (error) => showToast({ kind: 'fail', title: t('tokenFailed'), text: problemText(error).sentence }),
    }),
  );
  const token = make.data?.token;
  if (token === undefined) {
    return (
      <ConfirmDialog
        title={t('confirmTitle')}
        text={replaces ? t('confirmText') : t('confirmFirst')}
        action={t('confirmAction')}
        note={t('confirmNote')}
        danger={replaces}
        busy={make.isPending}
        onConfirm={() => make.mutate(undefined)}
        onClose={onClose}
      />
    );
  }
  const copy = async () => {
    if (await copyText(token)) showToast({ title: t('copied') });
    else showToast({ kind: 'warning', title: t('copyFailed') });
  };
  return (
    <Dialog
      title={t('secretTitle')}
      text={t('secretText')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button tone="primary" onClick={() => void copy()}>
            {t('copy')}
          </Button>
        </>
      }
    >
      <code className="src-token mono">{token}</code>
    </Dialog>
  );
}
