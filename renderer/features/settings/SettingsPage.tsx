import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { allows } from '#core/contract/base.ts';
import { api } from '../../shell/index.ts';
import { ConfirmDialog, classes, ErrorState, Skeleton, useWords } from '../../ui/index.ts';
import { About } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { SectionForm } from './SectionForm.tsx';
import { savedSections, sectionOf, sections } from './sections.ts';
import './settings.css';
import { changedSections, draftOf, type SettingsDraft } from './settingsDraft.ts';
import { settingsWords } from './words.ts';

/** Everything about the console that can be set, a section at a time. What is written is kept until it is saved or given up. */
export default function SettingsPage() {
  const t = useWords(settingsWords);
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const settings = useQuery(api.settings.get.queryOptions());
  const me = useQuery(api.identity.me.queryOptions());
  const [edits, setEdits] = useState<Partial<SettingsDraft>>({});
  const section = sectionOf(search['section']);
  const saved = savedSections.find((one) => one === section);
  const changed = changedSections(edits, settings.data);
  const caller = me.data?.caller;
  const mayChange = caller ? allows(caller.role, 'admin') : undefined;
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => changed.length > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: changed.length > 0,
    withResolver: true,
  });
  const forget = (name: keyof SettingsDraft) =>
    setEdits((before) => Object.fromEntries(Object.entries(before).filter(([section]) => section !== name)));
  return (
    <div className="set-page">
      <nav className="set-nav" aria-label={t('sections')}>
        {sections.map((name) => (
          <button
            key={name}
            type="button"
            className="menu-item"
            aria-current={name === section ? 'page' : undefined}
            onClick={() =>
              void navigate({
                to: '/settings',
                search: (old: Record<string, unknown>) => ({ ...old, section: name }),
                replace: true,
              })
            }
          >
            {t(name)}
            {changed.some((one) => one === name) ? <span className="c-warning f11">{t('unsaved')}</span> : null}
          </button>
        ))}
        <div className="menu-break" />
        <Link className="menu-item" to="/operators">
          {t('operators')}
        </Link>
        <Link className="menu-item" to="/walls">
          {t('walls')}
        </Link>
      </nav>
      <div className={classes('set-body', 'page-scroll')}>
        {section === 'appearance' ? <Appearance /> : null}
        {section === 'about' ? <About /> : null}
        {saved && settings.isPending ? <Skeleton rows={6} /> : null}
        {saved && settings.error && !settings.data ? (
          <ErrorState title={t('failed')} raw={settings.error.message} onRetry={() => void settings.refetch()} />
        ) : null}
        {saved && settings.data ? (
          <SectionForm
            key={saved}
            section={saved}
            settings={settings.data}
            draft={{ ...draftOf(settings.data), ...edits }}
            mayChange={mayChange}
            changed={changed.includes(saved)}
            onChange={(change) => setEdits({ ...edits, ...change })}
            onRevert={() => forget(saved)}
          />
        ) : null}
      </div>
      {leaving.status === 'blocked' ? (
        <ConfirmDialog
          title={t('leaveTitle')}
          text={t('leaveText', { sections: changed.map((name) => t(name)).join(', ') })}
          action={t('leave')}
          danger
          onClose={leaving.reset}
          onConfirm={leaving.proceed}
        />
      ) : null}
    </div>
  );
}
