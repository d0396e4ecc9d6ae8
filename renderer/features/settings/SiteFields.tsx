import { useWords } from '../../ui/index.ts';
import { type FieldsProps, SettingField, Tick } from './fields.tsx';
import { settingsWords } from './words.ts';

/** Name and environment of the site. */
export function SiteFields({ draft, problems, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  const set = (change: Partial<typeof draft.site>) => onChange({ site: { ...draft.site, ...change } });
  const rest = { problems, disabled };
  return (
    <>
      <SettingField
        label={t('siteName')}
        help={t('siteNameHelp')}
        name="name"
        value={draft.site.name}
        onChange={(name) => set({ name })}
        {...rest}
      />
      <SettingField
        label={t('environment')}
        help={t('environmentHelp')}
        name="environment"
        value={draft.site.environment}
        onChange={(environment) => set({ environment })}
        {...rest}
      />
    </>
  );
}

/** Whether the engine measures its own machine. */
export function SamplerFields({ draft, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  return (
    <Tick
      label={t('samplerEnabled')}
      checked={draft.sampler.enabled}
      disabled={disabled}
      onChange={(enabled) => onChange({ sampler: { enabled } })}
    />
  );
}
