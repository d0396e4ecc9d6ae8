import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { useFormat } from './format/useFormat.ts';
import type { StatusKind } from './glyphShapes.tsx';
import { StatusGlyph } from './StatusGlyph.tsx';
import { uiWords } from './words/uiWords.ts';
import { useWords } from './words/useWords.ts';

export interface EmptyProps {
  icon?: ReactNode;
  /** What matched nothing. */
  title: ReactNode;
  text?: ReactNode;
  /** Two next steps. */
  children?: ReactNode;
}

/** Nothing to show, said as such: what matched nothing, and two next steps. */
export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <div className="mid">
      <span>{icon}</span>
      <div>
        <b>{title}</b>
        {text === undefined ? null : <p>{text}</p>}
        {children === undefined ? null : <div className="acts">{children}</div>}
      </div>
    </div>
  );
}

export interface ErrorStateProps {
  /** Plain sentence. */
  title: ReactNode;
  text?: ReactNode;
  /** What the other side said, word for word. */
  raw?: string | undefined;
  kind?: StatusKind;
  onRetry?: (() => void) | undefined;
  children?: ReactNode;
}

/** An error where the content would stand: plain sentence, raw message, next try. */
export function ErrorState({ title, text, raw, kind = 'source', onRetry, children }: ErrorStateProps) {
  const t = useWords(uiWords);
  return (
    <div className="mid" role="alert">
      <StatusGlyph kind={kind} size={22} />
      <div>
        <b>{title}</b>
        {text === undefined ? null : <p>{text}</p>}
        {raw ? <p className="raw mono">{raw}</p> : null}
        {onRetry || children !== undefined ? (
          <div className="acts">
            {onRetry ? (
              <Button small onClick={onRetry}>
                {t('tryNow')}
              </Button>
            ) : null}
            {children}
          </div>
        ) : null}
      </div>
    </div>
  );
}

function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}

export interface SkeletonProps {
  /** Geometry of what will stand here; a plot by default. */
  rows?: number;
  /** Said after 5 s: what is being waited for. */
  reason?: ReactNode;
  onCancel?: (() => void) | undefined;
}

/** Waiting: nothing for 200 ms, then the final geometry in grey, after 5 s the reason; always cancellable. */
export function Skeleton({ rows, reason, onCancel }: SkeletonProps) {
  const t = useWords(uiWords);
  const shown = useAfter(200);
  const long = useAfter(5000);
  return (
    <div className="loading" aria-busy="true">
      <span className="sr" role="status">
        {t('loading')}
      </span>
      {shown && rows === undefined ? (
        <>
          <div className="skel" style={{ height: 10, width: 120 }} />
          <div className="skel" style={{ minHeight: 86, flex: 1 }} />
        </>
      ) : null}
      {shown && rows !== undefined
        ? Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
            <div key={at} className="skel" style={{ height: 12, width: `${60 + ((at * 17) % 36)}%` }} />
          ))
        : null}
      {long ? (
        <div className="row">
          <span className="hint">{reason ?? t('loadingLong')}</span>
          {onCancel ? (
            <Button small tone="ghost" onClick={onCancel}>
              {t('cancel')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** Says in a pane head that the data is old: its time and its age. */
export function StaleMark({ at, now }: { at: number; now: number }) {
  const t = useWords(uiWords);
  const format = useFormat();
  return (
    <span className="stamp is-old">
      <StatusGlyph kind="nodata" size={13} label={t('stale')} />
      {t('dataOf', { time: format.time(at), age: format.age(now - at) })}
    </span>
  );
}

export interface AgeStampProps {
  /** Time of the newest point, epoch ms; missing when there is none yet. */
  at: number | undefined;
  now: number;
  /** Age from which it is old, ms: three intervals. */
  staleAfter?: number;
}

/** Age of the data of a pane: `1 s`, and the stale mark once it is older than it may be. */
export function AgeStamp({ at, now, staleAfter = 30_000 }: AgeStampProps) {
  const t = useWords(uiWords);
  const format = useFormat();
  if (at === undefined) {
    return (
      <span className="stamp is-old">
        <StatusGlyph kind="nodata" size={13} />
        {t('noData')}
      </span>
    );
  }
  if (now - at > staleAfter) return <StaleMark at={at} now={now} />;
  return <span className="stamp">{format.age(now - at)}</span>;
}
