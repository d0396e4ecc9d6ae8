import { usePulse } from '../../shell/index.ts';
import { useFormat, useWords } from '../../ui/index.ts';
import { type FieldsProps, SettingField } from './fields.tsx';
import { settingsWords } from './words.ts';

/** From how little free disk the console warns and refuses; what is free now stands beside it. */
export function DiskFields({ draft, problems, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  const format = useFormat();
  const free = usePulse((pulse) => pulse?.disk.freeRatio);
  const set = (change: Partial<typeof draft.disk>) => onChange({ disk: { ...draft.disk, ...change } });
  const now =
    free === undefined || free === null
      ? ''
      : ` ${t('diskNow', { free: format.unit(free * 100, 'percent', { digits: 0 }) })}.`;
  const rest = { problems, disabled, numeric: true, suffix: '%' };
  return (
    <>
      <SettingField
        label={t('warnFree')}
        help={`${t('warnFreeHelp')}${now}`}
        name="warnFree"
        value={draft.disk.warnFree}
        onChange={(warnFree) => set({ warnFree })}
        {...rest}
      />
      <SettingField
        label={t('stopFree')}
        help={t('stopFreeHelp')}
        name="stopFree"
        value={draft.disk.stopFree}
        onChange={(stopFree) => set({ stopFree })}
        {...rest}
      />
    </>
  );
}
