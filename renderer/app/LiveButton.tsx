import { useFormat } from '../ui/format/useFormat.ts';
import { useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';
import { useTimeRange } from './timeRange.ts';

/** Whether the page follows the present, and how often; pressing it stops and starts that. */
export function LiveButton() {
  const t = useWords(appWords);
  const format = useFormat();
  const { live, refresh, range, setLive, setRange } = useTimeRange();
  const toggle = () => {
    if (live) setLive(false);
    else if (range.kind === 'relative') setLive(true);
    else setRange({ kind: 'relative', span: Math.max(60_000, range.to - range.from) });
  };
  return (
    <button
      type="button"
      className="chip live"
      aria-pressed={live}
      title={live ? t('stopLive') : t('goLive')}
      onClick={toggle}
    >
      <span className={live ? 'dot' : 'dot is-paused'} />
      {live ? `${t('live')} ${format.age(refresh)}` : t('paused')}
    </button>
  );
}
