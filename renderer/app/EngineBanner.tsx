import { useEffect, useState } from 'react';
import { useConnection } from '../shell/useConnection.ts';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';
import { useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';

/** How long a connection may take before the page says so, ms: a start is faster and must not flash a banner. */
const PATIENCE = 1000;

/** Says when the engine is away, what that means for what is on the screen, and nothing else. */
export function EngineBanner() {
  const t = useWords(appWords);
  const state = useConnection((status) => status.state);
  const [waitedFor, setWaitedFor] = useState<string>();
  useEffect(() => {
    if (state === 'open') return undefined;
    const timer = setTimeout(() => setWaitedFor(state), PATIENCE);
    return () => clearTimeout(timer);
  }, [state]);
  if (state === 'open' || (waitedFor !== state && state !== 'refused')) return null;
  const texts = { connecting: 'connectingBanner', restarting: 'restartingBanner', refused: 'refusedBanner' } as const;
  return (
    <div className={state === 'refused' ? 'banner refused' : 'banner'} role="status">
      <StatusGlyph kind={state === 'refused' ? 'fail' : 'nodata'} />
      <span>{t(texts[state])}</span>
    </div>
  );
}
