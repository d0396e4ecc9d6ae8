import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../shell/index.ts';
import { useWords } from '../../ui/index.ts';
import { siteWords } from './words.ts';

/** An admin may rename the site from another window: asked again this often, ms. */
const REFRESH_MS = 60_000;

/** Name and environment of the site in the top bar; leads to where they are set. Nothing while neither is set. */
export function Environment() {
  const t = useWords(siteWords);
  const { data } = useQuery({ ...api.system.info.queryOptions(), refetchInterval: REFRESH_MS });
  if (!data) return null;
  const { name, environment } = data.site;
  if (name === '' && environment === '') return null;
  const full = [environment, name].filter(Boolean).join(' ');
  return (
    <Link
      to="/settings"
      search={(old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], section: 'site' })}
      className="env"
      title={t('change', { name: full })}
    >
      {environment === '' ? null : <span className="tag">{environment}</span>}
      {name === '' ? null : <span className="cut">{name}</span>}
    </Link>
  );
}
