import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../shell/index.ts';
import { Button, StatusGlyph, useWords } from '../../ui/index.ts';
import { hostWords } from './words.ts';

/** Sources whose hosts are missing in the list, with the reason: a short list must not look like a small site. */
export function FailedSources({ failed }: { failed: readonly { sourceId: string; error: string }[] }) {
  const t = useWords(hostWords);
  const navigate = useNavigate();
  const sources = useQuery({ ...api.sources.list.queryOptions(), enabled: failed.length > 0 });
  if (failed.length === 0) return null;
  return (
    <ul className="host-failed">
      {failed.map(({ sourceId, error }) => (
        <li key={sourceId}>
          <StatusGlyph kind="source" size={13} />
          <b>{t('sourceFailed', { name: sources.data?.find((one) => one.id === sourceId)?.name ?? sourceId })}</b>
          <span className="mono t3 cut grow" title={error}>
            {error}
          </span>
          <Button
            small
            tone="ghost"
            onClick={() =>
              void navigate({
                to: '/sources',
                search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], source: sourceId }),
              })
            }
          >
            {t('toSource')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
