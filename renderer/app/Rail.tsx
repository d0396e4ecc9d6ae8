import { Link, useRouterState } from '@tanstack/react-router';
import { classes } from '../ui/classes.ts';
import { useSay, useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';
import type { RailEntry } from './registry.ts';

/** Sections of the console. Labels on hover and focus, or always when the rail is open. */
export function Rail({ entries, open }: { entries: readonly RailEntry[]; open: boolean }) {
  const t = useWords(appWords);
  const say = useSay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const firstEnd = entries.find((entry) => entry.atEnd);
  const isCurrent = (entry: RailEntry) =>
    path === entry.path || (entry.path !== '/' && path.startsWith(`${entry.path}/`));
  const sorted = [...entries.filter((entry) => !entry.atEnd), ...entries.filter((entry) => entry.atEnd)];
  return (
    <nav className={classes('rail', open && 'is-open')} aria-label={t('sections')}>
      {sorted.map((entry) => {
        const Icon = entry.icon;
        const Count = entry.count;
        return (
          <Link
            key={entry.path}
            to={entry.path}
            className={entry === firstEnd ? 'end' : ''}
            activeProps={{}}
            {...(isCurrent(entry) ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })}
          >
            <Icon size={18} strokeWidth={1.4} aria-hidden="true" />
            <span className="tip">{say(entry.label)}</span>
            {Count ? <Count /> : null}
          </Link>
        );
      })}
    </nav>
  );
}
