import { type FormEvent, useState } from 'react';
import type { Settings } from '#core/contract/settings.ts';
import { Button, StatusGlyph, useWords } from '../../ui/index.ts';
import { DiskFields } from './DiskFields.tsx';
import type { FieldsProps } from './fields.tsx';
import { IntakeFields } from './IntakeFields.tsx';
import { JmeterFields } from './JmeterFields.tsx';
import { RetentionFields } from './RetentionFields.tsx';
import { SamplerFields, SiteFields } from './SiteFields.tsx';
import type { SavedSection } from './sections.ts';
import { type Problems, problemsOf, type SettingsDraft, settingsOf } from './settingsDraft.ts';
import { fieldProblemOf, refusalText, useSaveSection } from './useSaveSection.ts';
import { settingsWords } from './words.ts';

const fields: Record<SavedSection, (props: FieldsProps) => React.ReactNode> = {
  site: SiteFields,
  intake: IntakeFields,
  sampler: SamplerFields,
  retention: RetentionFields,
  disk: DiskFields,
  jmeter: JmeterFields,
};
const texts = {
  site: 'siteText',
  intake: 'intakeText',
  sampler: 'samplerText',
  retention: 'retentionText',
  disk: 'diskText',
  jmeter: 'jmeterText',
} as const;

export interface SectionFormProps {
  section: SavedSection;
  settings: Settings;
  draft: SettingsDraft;
  /** `undefined` while it is not known who sits here. */
  mayChange: boolean | undefined;
  changed: boolean;
  onChange: (change: Partial<SettingsDraft>) => void;
  onRevert: () => void;
}

/** One section: its fields, what is wrong at them, save and discard. */
export function SectionForm({ section, settings, draft, mayChange, changed, onChange, onRevert }: SectionFormProps) {
  const t = useWords(settingsWords);
  const save = useSaveSection(section);
  const [refused, setRefused] = useState<Problems>({});
  const own = problemsOf(section, draft);
  const problems = { ...refused, ...(changed ? own : {}) };
  const wrong = Object.keys(own).length > 0;
  const Fields = fields[section];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong || !changed || save.isPending) return;
    setRefused({});
    save.mutate(
      { next: settingsOf(draft), before: settings },
      { onSuccess: onRevert, onError: (error) => setRefused(fieldProblemOf(error) ?? {}) },
    );
  };
  const failed = save.error && fieldProblemOf(save.error) === undefined ? refusalText(t, save.error) : undefined;
  return (
    <form className="set-form" onSubmit={submit} noValidate>
      <h2 className="f18 w6">{t(section)}</h2>
      <p className="t2 f12">{t(texts[section])}</p>
      {mayChange === false ? (
        <p className="row t2 f12" role="note">
          <StatusGlyph kind="info" size={13} /> {t('readOnly')}
        </p>
      ) : null}
      <Fields
        draft={draft}
        settings={settings}
        problems={problems}
        disabled={mayChange !== true}
        onChange={(change) => {
          setRefused({});
          onChange(change);
        }}
      />
      {failed ? (
        <p className="set-alert" role="alert">
          <b>{t('saveFailed', { section: t(section) })}.</b> {failed}
        </p>
      ) : null}
      {mayChange ? (
        <div className="row set-acts">
          <Button tone="primary" type="submit" aria-disabled={!changed || wrong || save.isPending || undefined}>
            {save.isPending ? t('saving') : t('save')}
          </Button>
          {changed ? (
            <Button tone="ghost" onClick={onRevert}>
              {t('revert')}
            </Button>
          ) : null}
          {changed && wrong ? <span className="c-critical f12">{t('fix')}</span> : null}
        </div>
      ) : null}
    </form>
  );
}
