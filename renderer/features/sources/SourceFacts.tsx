import type { Source } from '#core/contract/sources.ts';
import { KeyValue, useFormat, useWords } from '../../ui/index.ts';
import { Age } from './SourceStateLine.tsx';
import { isTls } from './sourceForm.ts';
import { sourceWords } from './words.ts';

const languageNames = { influxql: 'InfluxQL', flux: 'Flux', promql: 'PromQL', sql: 'SQL' } as const;

/** What is known of a source, in two columns. */
export function SourceFacts({ source }: { source: Source }) {
  const t = useWords(sourceWords);
  const format = useFormat();
  const { config, status } = source;
  const given = (value: string | undefined, name: string) => (value ? [{ name, value, mono: true }] : []);
  const certificate = !config
    ? ''
    : !isTls(config.url)
      ? t('noTls')
      : config.acceptAnyCertificate
        ? t('certificateAny')
        : t('certificateChecked');
  const left = [
    ...given(config?.url, t('address')),
    ...given(config?.database, config?.kind === 'influxdb2' ? t('bucket') : t('database')),
    ...given(config?.retentionPolicy, t('policy')),
    ...given(config?.org, t('org')),
    ...given(config?.username, t('user')),
    ...(config
      ? [
          { name: t('secret'), value: source.hasSecret ? t('secretKept') : t('secretNone') },
          { name: t('certificate'), value: certificate },
        ]
      : []),
    { name: t('languages'), value: source.languages.map((language) => languageNames[language]).join(', ') },
  ];
  const right = [
    { name: t('latency'), value: format.unit(status.latencyMs, 'ms', { digits: 0 }) },
    { name: t('newest'), value: status.newestPointAt === null ? t('never') : <Age at={status.newestPointAt} /> },
    { name: t('lastOk'), value: status.lastOkAt === null ? t('never') : <Age at={status.lastOkAt} /> },
    ...(config ? [{ name: t('interval'), value: format.duration(config.intervalSeconds * 1000) }] : []),
    {
      name: t('load'),
      value: t('loadText', {
        queries: format.number(status.queriesPerMinute, { digits: 0 }),
        points: format.unit(status.pointsPerMinute, 'short', { digits: 0 }),
      }),
    },
  ];
  return (
    <div className="src-facts">
      <KeyValue items={config ? left : right.slice(0, 3)} />
      <KeyValue items={config ? right : [...right.slice(3), ...left]} />
    </div>
  );
}
