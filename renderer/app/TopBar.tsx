import { Link, useMatches } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect } from 'react';
import { useConnection } from '../shell/useConnection.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { useSay, useWords } from '../ui/words/useWords.ts';
import { BrandMark } from './BrandMark.tsx';
import { LiveButton } from './LiveButton.tsx';
import { appWords } from './languages/appWords.ts';
import { useOverlays } from './overlays.ts';
import { usePageTitleStore } from './pageTitle.ts';
import type { Page, Registry } from './registry.ts';
import { TimeRangePicker } from './TimeRangePicker.tsx';

/** Where the operator is: the path, and the one h1 of the page. Also names the window. */
function PageHeading({ pages }: { pages: readonly Page[] }) {
  const t = useWords(appWords);
  const say = useSay();
  const own = usePageTitleStore((state) => state.title);
  const crumbs = usePageTitleStore((state) => state.crumbs);
  const matches: readonly { fullPath: string }[] = useMatches();
  const pattern = matches.at(-1)?.fullPath;
  const page = pages.find((candidate) => candidate.path === pattern);
  const title = own ?? (page ? say(page.title) : t('notFound'));
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  });
  return (
    <div className="crumb grow">
      {crumbs.map((crumb) => (
        <span key={crumb.label} className="trail">
          {crumb.to === undefined ? crumb.label : <Link to={crumb.to}>{crumb.label}</Link>}{' '}
          <span aria-hidden="true">/</span>
        </span>
      ))}
      <h1 className="cut">{title}</h1>
    </div>
  );
}

/** Top bar: environment, path, search, time range, live, engine, language, operator. */
export function TopBar({ registry }: { registry: Registry }) {
  const t = useWords(appWords);
  const format = useFormat();
  const open = useOverlays((state) => state.open);
  const language = usePreferences((state) => state.language);
  const railOpen = usePreferences((state) => state.railOpen);
  const set = usePreferences((state) => state.set);
  const state = useConnection((status) => status.state);
  const latency = useConnection((status) => status.latencyMs);
  const [Environment] = registry.slot('environment');
  const [Operator] = registry.slot('operator');
  const states = { connecting: t('engineConnecting'), restarting: t('engineRestarting'), refused: t('engineRefused') };
  return (
    <header className="top">
      <button
        type="button"
        className="mark"
        aria-label={railOpen ? t('closeRail') : t('openRail')}
        aria-expanded={railOpen}
        onClick={() => set({ railOpen: !railOpen })}
      >
        <BrandMark />
      </button>
      <div className="top-left">
        {Environment ? <Environment /> : null}
        <PageHeading pages={registry.pages} />
      </div>
      <button type="button" className="omni" onClick={() => open('palette')} aria-haspopup="dialog">
        <Search size={14} strokeWidth={1.4} aria-hidden="true" />
        <span className="cut">{t('search')}</span>
        <span className="hint-keys" aria-hidden="true">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <div className="top-right">
        <TimeRangePicker />
        <LiveButton />
        <span className="chip engine-chip">
          {t('engine')}{' '}
          <span className="t1 w5">{state === 'open' ? format.unit(latency, 'ms', { digits: 0 }) : states[state]}</span>
        </span>
        <Segmented
          label={t('language')}
          value={language}
          options={[
            { value: 'en', label: 'EN', lang: 'en' },
            { value: 'ko', label: '한', lang: 'ko' },
          ]}
          onChange={(chosen) => set({ language: chosen })}
        />
        {Operator ? <Operator /> : null}
      </div>
    </header>
  );
}
