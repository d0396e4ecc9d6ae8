import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Intake } from '#core/contract/sources.ts';
import { api, useMay } from '../../shell/index.ts';
import {
  Button,
  ErrorState,
  KeyValue,
  PaneHead,
  Skeleton,
  StatusGlyph,
  showToast,
  Tabs,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { copyText } from './copyText.ts';
import { IntakeToken } from './IntakeToken.tsx';
import { intakeWords } from './intakeWords.ts';

/** How often the counters are asked again, ms. */
const REFRESH_MS = 5000;

/** How data comes into the embedded store: the address, what arrived, and what to paste into Telegraf and JMeter. */
export function IntakePane() {
  const t = useWords(intakeWords);
  const intake = useQuery({ ...api.sources.intake.queryOptions(), refetchInterval: REFRESH_MS });
  if (!intake.data) {
    return intake.error ? (
      <ErrorState title={t('intakeFailed')} raw={intake.error.message} onRetry={() => void intake.refetch()} />
    ) : (
      <Skeleton rows={5} />
    );
  }
  return (
    <>
      <section className="src-part" aria-label={t('title')}>
        <PaneHead title={t('title')} meta={t('meta')} level={3} />
        <State intake={intake.data} />
      </section>
      <Snippets intake={intake.data} />
      <Others intake={intake.data} />
    </>
  );
}

function State({ intake }: { intake: Intake }) {
  const t = useWords(intakeWords);
  const format = useFormat();
  const now = useNow();
  const off = !intake.listening && intake.error === null;
  const bad = (count: number, help: string) => (
    <span className={count > 0 ? 'c-warning' : undefined}>
      {format.number(count, { digits: 0 })} <span className="t3">{help}</span>
    </span>
  );
  return (
    <div className="src-in">
      {intake.error ? (
        <div className="src-alert is-source" role="alert">
          <b className="row">
            <StatusGlyph kind="source" size={14} /> {t('failed')}
          </b>
          <span>{t('failedText')}</span>
          <span className="mono">{intake.error}</span>
        </div>
      ) : null}
      <KeyValue
        items={[
          {
            name: t('address'),
            value: (
              <span className="row tight">
                <StatusGlyph kind={intake.listening ? 'ok' : off ? 'silenced' : 'source'} size={12} />
                {intake.url ? <span className="mono">{intake.url}</span> : null}
                <span className="t3">{intake.listening ? t('listening') : off ? t('off') : ''}</span>
              </span>
            ),
          },
          { name: t('token'), value: intake.needsToken ? t('tokenNeeded') : t('tokenNotNeeded') },
          {
            name: t('lastWrite'),
            value: intake.lastWriteAt === null ? t('noWrite') : format.age(now - intake.lastWriteAt),
          },
          { name: t('accepted'), value: format.number(intake.acceptedLines, { digits: 0 }) },
          { name: t('rejected'), value: bad(intake.rejectedLines, t('rejectedHelp')) },
          { name: t('refused'), value: bad(intake.refusedRequests, t('refusedHelp')) },
        ]}
      />
    </div>
  );
}

function Snippets({ intake }: { intake: Intake }) {
  const t = useWords(intakeWords);
  const [tab, setTab] = useState<'telegraf' | 'jmeter'>('telegraf');
  const text = tab === 'telegraf' ? intake.telegrafSnippet : intake.jmeterSnippet;
  const copy = async () => {
    if (await copyText(text)) showToast({ title: t('copied'), text: t(tab) });
    else showToast({ kind: 'warning', title: t('copyFailed') });
  };
  return (
    <section className="src-part" aria-label={t('snippets')}>
      <PaneHead title={t('snippets')} level={3} />
      <Tabs
        label={t('snippets')}
        active={tab}
        onChange={setTab}
        tabs={[
          { id: 'telegraf', label: t('telegraf') },
          { id: 'jmeter', label: t('jmeter') },
        ]}
      >
        <div className="src-in">
          <div className="row">
            <p className="grow t2 f12">{t(tab === 'telegraf' ? 'telegrafText' : 'jmeterText')}</p>
            <Button small icon={<Copy size={14} strokeWidth={1.4} aria-hidden="true" />} onClick={() => void copy()}>
              {t('copy')}
            </Button>
          </div>
          <pre
            className="src-snippet mono"
            role="group"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
            tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
            aria-label={t(tab)}
          >
            {text}
          </pre>
        </div>
      </Tabs>
    </section>
  );
}

function Others({ intake }: { intake: Intake }) {
  const t = useWords(intakeWords);
  const navigate = useNavigate();
  const isAdmin = useMay('admin');
  const [making, setMaking] = useState(false);
  return (
    <section className="src-part" aria-label={t('others')}>
      <PaneHead title={t('others')} level={3} />
      <div className="src-in">
        <p className="t2 f12">{intake.needsToken ? t('othersOpen') : t('othersLoopback')}</p>
        {intake.needsToken ? null : (
          <ol className="src-steps">
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
            <li>{t('step3')}</li>
          </ol>
        )}
        <div className="row">
          {isAdmin ? (
            <Button small onClick={() => setMaking(true)}>
              {t('makeToken')}
            </Button>
          ) : null}
          <Button
            small
            tone={isAdmin ? 'ghost' : 'plain'}
            onClick={() =>
              void navigate({
                to: '/settings',
                search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], section: 'intake' }),
              })
            }
          >
            {t('toSettings')}
          </Button>
          {isAdmin === false ? <span className="t3 f12">{t('needsAdmin')}</span> : null}
        </div>
      </div>
      {making ? <IntakeToken replaces={intake.needsToken} onClose={() => setMaking(false)} /> : null}
    </section>
  );
}
