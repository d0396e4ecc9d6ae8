import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../shell/index.ts';
import { Button, StatusGlyph, useWords } from '../../ui/index.ts';
import { type FieldsProps, SettingField, Tick } from './fields.tsx';
import { settingsWords } from './words.ts';

/** Where line protocol comes in; how it stands now is said beside it. */
export function IntakeFields({ draft, problems, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  const set = (change: Partial<typeof draft.intake>) => onChange({ intake: { ...draft.intake, ...change } });
  const { intake } = draft;
  const rest = { problems, disabled };
  return (
    <>
      <IntakeNow />
      <Tick
        label={t('intakeEnabled')}
        checked={intake.enabled}
        disabled={disabled}
        onChange={(enabled) => set({ enabled })}
      />
      <div className="set-pair">
        <SettingField
          label={t('intakeHost')}
          help={t('intakeHostHelp')}
          name="host"
          mono
          value={intake.host}
          onChange={(host) => set({ host })}
          {...rest}
        />
        <SettingField
          label={t('intakePort')}
          help={t('intakePortHelp')}
          name="port"
          mono
          numeric
          value={intake.port}
          onChange={(port) => set({ port })}
          {...rest}
        />
      </div>
      <SettingField
        label={t('certificateFile')}
        help={t('fileHelp')}
        name="certificateFile"
        mono
        value={intake.certificateFile}
        onChange={(certificateFile) => set({ certificateFile })}
        {...rest}
      />
      <SettingField
        label={t('keyFile')}
        help={t('fileHelp')}
        name="keyFile"
        mono
        value={intake.keyFile}
        onChange={(keyFile) => set({ keyFile })}
        {...rest}
      />
    </>
  );
}

function IntakeNow() {
  const t = useWords(settingsWords);
  const navigate = useNavigate();
  // A new address is taken a moment after it was saved.
  const { data } = useQuery({ ...api.sources.intake.queryOptions(), refetchInterval: 5000 });
  if (!data) return null;
  return (
    <div className="row set-now f12">
      <StatusGlyph kind={data.listening ? 'ok' : data.error ? 'source' : 'silenced'} size={13} />
      <span className="t3">{t('intakeNow')}</span>
      <span className={data.error ? 'c-source grow' : 'grow'}>
        {data.listening
          ? t('intakeListening', { url: data.url ?? '' })
          : data.error
            ? t('intakeError', { error: data.error })
            : t('intakeOff')}
      </span>
      <Button
        small
        tone="ghost"
        onClick={() =>
          void navigate({
            to: '/sources',
            search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], source: 'embedded' }),
          })
        }
      >
        {t('toSources')}
      </Button>
    </div>
  );
}
