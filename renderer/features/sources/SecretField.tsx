import { Button, Field, useWords } from '../../ui/index.ts';
import { formWords } from './formWords.ts';
import type { SourceDraft } from './sourceForm.ts';

export interface SecretFieldProps {
  draft: SourceDraft;
  /** One is kept for this source. */
  kept: boolean;
  error: string | undefined;
  onChange: (change: Pick<SourceDraft, 'secretMode' | 'secret'>) => void;
}

/** The secret of a source: kept as it is until it is changed, or forgotten on purpose. What is kept is never shown. */
export function SecretField({ draft, kept, error, onChange }: SecretFieldProps) {
  const t = useWords(formWords);
  const label =
    draft.kind === 'influxdb1' ? t('password') : draft.kind === 'prometheus' ? t('passwordOrToken') : t('token');
  if (draft.secretMode !== 'set') {
    return (
      <div className="field-block" role="group" aria-label={label}>
        <span className="lab">{label}</span>
        <div className="row src-secret">
          <span className="grow t2 f12">{t(draft.secretMode === 'keep' ? 'secretKept' : 'secretForgotten')}</span>
          {draft.secretMode === 'forget' ? (
            <Button small tone="ghost" onClick={() => onChange({ secretMode: 'keep', secret: '' })}>
              {t('secretKeep')}
            </Button>
          ) : (
            <Button small tone="ghost" onClick={() => onChange({ secretMode: 'forget', secret: '' })}>
              {t('secretForget')}
            </Button>
          )}
          <Button small onClick={() => onChange({ secretMode: 'set', secret: draft.secret })}>
            {t('secretChange')}
          </Button>
        </div>
        {error === undefined ? (
          <span className="help">{t('secretHelp')}</span>
        ) : (
          <span className="help bad" role="alert">
            {error}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className="src-secret-set">
      <Field
        label={label}
        type="password"
        mono
        autoComplete="new-password"
        value={draft.secret}
        maxLength={4096}
        error={error}
        help={t('secretHelp')}
        onChange={(event) => onChange({ secretMode: 'set', secret: event.currentTarget.value })}
      />
      {kept ? (
        <Button small tone="ghost" onClick={() => onChange({ secretMode: 'keep', secret: '' })}>
          {t('secretKeep')}
        </Button>
      ) : null}
    </div>
  );
}
