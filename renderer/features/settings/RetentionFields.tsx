import { usePulse } from '../../shell/index.ts';
import { StatusGlyph, useFormat, useWords } from '../../ui/index.ts';
import { type FieldsProps, SettingField } from './fields.tsx';
import { retentionFields } from './settingsDraft.ts';
import { settingsWords } from './words.ts';

/** How long data is kept. A shorter time deletes, and says so before it is saved. */
export function RetentionFields({ draft, settings, problems, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  const format = useFormat();
  const bytes = usePulse((pulse) => pulse?.samplesBytes);
  const shorter = retentionFields.some((name) => {
    const days = Number(draft.retention[name]);
    return problems[name] === undefined && days > 0 && days < settings.retention[name];
  });
  return (
    <>
      {retentionFields.map((name) => (
        <SettingField
          key={name}
          label={t(name)}
          help={
            name === 'metricsDays' && bytes !== undefined
              ? `${t('daysHelp')} ${t('metricsNow', { bytes: format.bytes(bytes) })}.`
              : t('daysHelp')
          }
          name={name}
          numeric
          suffix={t('days')}
          value={draft.retention[name]}
          problems={problems}
          disabled={disabled}
          onChange={(days) => onChange({ retention: { ...draft.retention, [name]: days } })}
        />
      ))}
      {shorter ? (
        <p className="row c-warning f12" role="status">
          <StatusGlyph kind="warning" size={13} /> {t('shorter')}
        </p>
      ) : null}
    </>
  );
}
