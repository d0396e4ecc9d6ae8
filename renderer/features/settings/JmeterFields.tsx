import { useQuery } from '@tanstack/react-query';
import { api } from '../../shell/index.ts';
import { Button, ErrorState, KeyValue, StatusGlyph, useFormat, useWords } from '../../ui/index.ts';
import { type FieldsProps, SettingField } from './fields.tsx';
import { settingsWords } from './words.ts';

/** Where JMeter and Java are, with what the engine really finds beside it. */
export function JmeterFields({ draft, problems, disabled, onChange }: FieldsProps) {
  const t = useWords(settingsWords);
  const set = (change: Partial<typeof draft.jmeter>) => onChange({ jmeter: { ...draft.jmeter, ...change } });
  const rest = { problems, disabled };
  return (
    <div className="set-two">
      <div className="set-col">
        <SettingField
          label={t('jmeterHome')}
          help={t('jmeterHomeHelp')}
          name="home"
          mono
          value={draft.jmeter.home}
          onChange={(home) => set({ home })}
          {...rest}
        />
        <SettingField
          label={t('javaHome')}
          help={t('javaHomeHelp')}
          name="javaHome"
          mono
          value={draft.jmeter.javaHome}
          onChange={(javaHome) => set({ javaHome })}
          {...rest}
        />
        <SettingField
          label={t('heap')}
          help={t('heapHelp')}
          name="heapMegabytes"
          numeric
          suffix="MiB"
          value={draft.jmeter.heapMegabytes}
          onChange={(heapMegabytes) => set({ heapMegabytes })}
          {...rest}
        />
      </div>
      <Generator />
    </div>
  );
}

function Generator() {
  const t = useWords(settingsWords);
  const format = useFormat();
  const found = useQuery(api.loadtests.generator.queryOptions());
  const { data } = found;
  const look = (
    <Button small disabled={found.isFetching} onClick={() => void found.refetch()}>
      {found.isFetching ? t('looking') : t('look')}
    </Button>
  );
  return (
    <section className="set-beside" aria-label={t('generator')}>
      <h3 className="f12 w6">{t('generator')}</h3>
      {found.error && !data ? <ErrorState title={t('generatorFailed')} raw={found.error.message} /> : null}
      {data ? (
        <>
          <p className={data.problem ? 'row c-warning f12' : 'row t2 f12'}>
            <StatusGlyph kind={data.problem ? 'warning' : 'ok'} size={13} />
            {data.problem ? t(data.problem) : t('ready')}
          </p>
          {data.detail ? <p className="mono t3 f11 set-break">{data.detail}</p> : null}
          <KeyValue
            items={[
              { name: t('jmeterVersion'), value: data.version ?? '–' },
              { name: t('javaVersion'), value: data.javaVersion ?? '–' },
              { name: t('foundBy'), value: data.foundBy ? t(data.foundBy) : '–' },
              { name: t('home'), value: <span className="set-break">{data.home ?? '–'}</span>, mono: true },
              { name: t('heap'), value: format.bytes(data.heapMegabytes * 1_048_576) },
            ]}
          />
        </>
      ) : null}
      <div>{look}</div>
    </section>
  );
}
