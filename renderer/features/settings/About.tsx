import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shell/index.ts';
import { Button, Dialog, ErrorState, KeyValue, Skeleton, useFormat, useWords } from '../../ui/index.ts';
import { settingsWords } from './words.ts';

/** What runs here, and under which licences. */
export function About() {
  const t = useWords(settingsWords);
  const format = useFormat();
  const [notices, setNotices] = useState(false);
  const info = useQuery(api.system.info.queryOptions());
  return (
    <div className="set-form">
      <h2 className="f18 w6">{t('about')}</h2>
      <p className="t2 f12">{t('aboutText')}</p>
      {info.isPending ? <Skeleton rows={5} /> : null}
      {info.error && !info.data ? (
        <ErrorState title={t('away')} raw={info.error.message} onRetry={() => void info.refetch()} />
      ) : null}
      {info.data ? (
        <KeyValue
          items={[
            { name: info.data.product, value: `${t('version')} ${info.data.version}` },
            { name: t('licence'), value: 'Apache-2.0' },
            { name: t('host'), value: info.data.hostName },
            { name: t('platform'), value: info.data.platform },
            { name: t('profile'), value: info.data.profile },
            { name: t('started'), value: format.time(info.data.startedAt, 'full') },
          ]}
        />
      ) : null}
      <div>
        <Button small onClick={() => setNotices(true)}>
          {t('notices')}
        </Button>
      </div>
      {notices ? <Notices onClose={() => setNotices(false)} /> : null}
    </div>
  );
}

/** The notices of this build. They are large and seldom read, so they come when they are asked for. */
function Notices({ onClose }: { onClose: () => void }) {
  const t = useWords(settingsWords);
  const text = useQuery({
    queryKey: ['third-party-notices'],
    queryFn: async () => (await import('../../../THIRD-PARTY-NOTICES.md?raw')).default,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog
      title={t('notices')}
      text={t('noticesText')}
      width={860}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      {text.isPending ? <Skeleton rows={12} /> : null}
      {text.error ? (
        <ErrorState title={t('noticesFailed')} raw={text.error.message} onRetry={() => void text.refetch()} />
      ) : null}
      {text.data ? (
        <pre
          className="set-notices mono"
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
          tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
          lang="en"
          aria-label={t('notices')}
        >
          {text.data}
        </pre>
      ) : null}
    </Dialog>
  );
}
