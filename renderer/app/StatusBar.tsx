import { useConnection } from '../shell/useConnection.ts';
import { zoneName } from '../ui/format/time.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { useNow } from '../ui/useNow.ts';
import { useLanguage, useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';
import type { StatusItem } from './registry.ts';

function Clocks() {
  const t = useWords(appWords);
  const format = useFormat();
  const language = useLanguage();
  const now = useNow();
  return (
    <>
      <span>
        {format.time(now, 'clock', 'UTC')} {t('utc')}
      </span>
      <span>
        <b>
          {format.time(now, 'weekday')} {format.time(now, 'clock')} {zoneName(now, language)}
        </b>
      </span>
    </>
  );
}

/** Foot of the frame: the engine, what features report, the time. */
export function StatusBar({ items }: { items: readonly StatusItem[] }) {
  const t = useWords(appWords);
  const format = useFormat();
  const state = useConnection((status) => status.state);
  const latency = useConnection((status) => status.latencyMs);
  const states = { connecting: t('engineConnecting'), restarting: t('engineRestarting'), refused: t('engineRefused') };
  const side = (of: 'left' | 'right') =>
    items
      .filter((item) => (item.side ?? 'left') === of)
      .map((item) => (
        <span key={item.id} className={item.onlyXl ? 'only-xl' : undefined}>
          <item.component />
        </span>
      ));
  return (
    <footer className="status">
      <span>
        {t('engine')} <b>{state === 'open' ? format.unit(latency, 'ms', { digits: 0 }) : states[state]}</b>
      </span>
      {side('left')}
      <span className="sp" />
      {side('right')}
      <Clocks />
    </footer>
  );
}
