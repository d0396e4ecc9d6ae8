import { useQuery } from '@tanstack/react-query';
import type { Run } from '#core/contract/loadtests.ts';
import { api } from '../../../shell/index.ts';
import { Button, Dialog, KeyValue, useFormat, useWords } from '../../../ui/index.ts';
import { runWords } from './words.ts';

/** Everything that is kept of how the run was started. */
export function RunDetails({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useWords(runWords);
  const format = useFormat();
  const { data: sources } = useQuery(api.sources.list.queryOptions());
  const values = Object.entries(run.values);
  const live =
    run.liveSourceId === null
      ? t('nowhere')
      : (sources?.find((one) => one.id === run.liveSourceId)?.name ?? run.liveSourceId);
  const broken = (text: string) => <span className="lt-break">{text}</span>;
  return (
    <Dialog
      title={t('details')}
      text={`#${run.number} ${run.name}`}
      width={780}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <KeyValue
        items={[
          { name: t('plan'), value: broken(run.planPath), mono: true },
          { name: t('hash'), value: broken(run.planHash), mono: true },
          ...(run.commit
            ? [
                {
                  name: t('commit'),
                  value: broken(
                    `${run.commit.branch === null ? '' : `${run.commit.branch} `}${run.commit.id}${run.commit.dirty ? ` (${t('dirty')})` : ''}`,
                  ),
                  mono: true,
                },
              ]
            : []),
          {
            name: t('values'),
            value:
              values.length === 0 ? (
                t('defaults')
              ) : (
                <ul className="mono">
                  {values.map(([name, value]) => (
                    <li key={name} className="lt-break">
                      <span className="t3">{name}</span> {value}
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            name: t('hosts'),
            value: (
              <ul className="mono">
                {run.hosts.map((host) => (
                  <li key={host} className="lt-break">
                    {host}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            name: t('generator'),
            value: t('generatorValue', {
              version: run.generator.version,
              java: run.generator.javaVersion,
              heap: format.bytes(run.generator.heapMegabytes * 1024 * 1024),
            }),
          },
          { name: t('host'), value: run.generator.host },
          { name: t('liveTo'), value: live },
          { name: t('firstSample'), value: format.time(run.firstSampleAt, 'full') },
          { name: t('ended'), value: format.time(run.endedAt, 'full') },
          { name: t('folder'), value: broken(run.folder), mono: true },
        ]}
      />
    </Dialog>
  );
}
