import type { SourceConfig } from '#core/contract/sources.ts';
import { Field, Segmented, useWords } from '../../ui/index.ts';
import { formWords } from './formWords.ts';
import { sentenceOf } from './problem.ts';
import { problemWords } from './problemWords.ts';
import { SecretField } from './SecretField.tsx';
import {
  configuredKinds,
  type DraftField,
  exampleUrls,
  fieldsOf,
  isTls,
  type SourceDraft,
  secretStays,
} from './sourceForm.ts';

const own = ['name-needed', 'too-long', 'url-wrong', 'interval-wrong'] as const;

export interface SourceFieldsProps {
  draft: SourceDraft;
  /** The source as it is stored; absent for a new one. */
  before: SourceConfig | undefined;
  kept: boolean;
  /** What is wrong, by field, in machine words. */
  problems: Partial<Record<DraftField, string>>;
  onChange: (change: Partial<SourceDraft>) => void;
  /** A field was left: from now on its problem is shown. */
  onLeave: (field: DraftField) => void;
}

/** The fields that fit the kind of store. What was written for another kind is kept, not sent. */
export function SourceFields({ draft, before, kept, problems, onChange, onLeave }: SourceFieldsProps) {
  const t = useWords(formWords);
  const problem = useWords(problemWords);
  const sentence = (field: DraftField) => {
    const reason = problems[field];
    if (reason === undefined) return undefined;
    const mine = own.find((word) => word === reason);
    return mine ? t(mine) : sentenceOf(problem, { reason, detail: undefined });
  };
  const text = (field: Exclude<DraftField, 'secret'>, label: string, help: string, more: { mono?: boolean } = {}) => (
    <Field
      label={label}
      help={help}
      value={draft[field]}
      error={sentence(field)}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      onBlur={() => onLeave(field)}
      {...more}
    />
  );
  const asks = (field: DraftField) => fieldsOf[draft.kind].includes(field);
  const again = before !== undefined && kept && draft.secretMode === 'keep' && !secretStays(before, draft);
  const bucket = draft.kind === 'influxdb2';
  return (
    <>
      <div className="field-block">
        <span className="lab">{t('kind')}</span>
        <Segmented
          label={t('kind')}
          value={draft.kind}
          options={configuredKinds.map((kind) => ({ value: kind, label: t(kind) }))}
          onChange={(kind) => onChange({ kind })}
        />
        <span className="help">{t(`${draft.kind}-help`)}</span>
      </div>
      <div className="src-form">
        {text('name', t('name'), t('nameHelp'))}
        {text('interval', t('interval'), t('intervalHelp'))}
        <div className="wide">
          {text('url', t('url'), t('urlHelp', { example: exampleUrls[draft.kind] }), { mono: true })}
        </div>
        {isTls(draft.url) ? (
          <div className="wide">
            <label className="src-tick">
              <input
                type="checkbox"
                checked={draft.acceptAnyCertificate}
                aria-describedby="src-any-certificate"
                onChange={(event) => onChange({ acceptAnyCertificate: event.currentTarget.checked })}
              />
              {t('anyCertificate')}
            </label>
            <p id="src-any-certificate" className="hint">
              {t('anyCertificateHelp')}
            </p>
          </div>
        ) : /^\s*http:\/\/(?!localhost|127\.|\[::1\])/i.test(draft.url) ? (
          <p className="wide hint">{t('noTls')}</p>
        ) : null}
        {asks('database')
          ? text('database', bucket ? t('bucket') : t('database'), bucket ? t('bucketHelp') : t('databaseHelp'), {
              mono: true,
            })
          : null}
        {asks('retentionPolicy')
          ? text('retentionPolicy', t('retentionPolicy'), t('retentionPolicyHelp'), { mono: true })
          : null}
        {asks('org') ? text('org', t('org'), t('orgHelp'), { mono: true }) : null}
        {asks('username')
          ? text(
              'username',
              t('username'),
              draft.kind === 'prometheus' ? t('usernameHelpPrometheus') : t('usernameHelp'),
              {
                mono: true,
              },
            )
          : null}
        <SecretField
          draft={draft}
          kept={kept}
          error={sentence('secret') ?? (again ? problem('secret-needed-again') : undefined)}
          onChange={onChange}
        />
      </div>
    </>
  );
}
