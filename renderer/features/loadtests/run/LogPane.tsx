import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Badge, Button, Empty, Pane, PaneHead, Segmented, useFormat, useWords } from '../../../ui/index.ts';
import { type LogLine, logLinesHeld, type RunView } from './foldRun.ts';
import { newestFirst, warningCount } from './logLines.ts';
import { runWords } from './words.ts';

const rowHeight = 18;
/** Scrolled no further than this, px, the log follows its tail. */
const follows = 4;

const tones: Readonly<Record<LogLine['level'], string>> = {
  DEBUG: 't3',
  OUT: 't3',
  INFO: 't3',
  WARN: 'c-warning',
  ERROR: 'c-critical',
  FATAL: 'c-critical',
};

/** What JMeter prints and logs, newest first. It follows while it stands at the top and holds still once scrolled. */
export function LogPane({ view }: { view: RunView }) {
  const t = useWords(runWords);
  const format = useFormat();
  const [shown, setShown] = useState<'all' | 'warn'>('all');
  /** Number of the newest line when the operator scrolled away; undefined while it follows. */
  const [heldAt, setHeldAt] = useState<number>();
  const scroll = useRef<HTMLDivElement>(null);
  const newest = view.lines.at(-1)?.n ?? 0;
  const lines = useMemo(() => {
    const until = heldAt === undefined ? view.lines : view.lines.filter((line) => line.n <= heldAt);
    return newestFirst(until, shown === 'warn');
  }, [view.lines, heldAt, shown]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (at) => lines[at]?.n ?? at,
  });
  const toTop = () => {
    setHeldAt(undefined);
    scroll.current?.scrollTo({ top: 0 });
  };
  const fresh = heldAt === undefined ? 0 : newest - heldAt;
  const warnings = warningCount(view.lines);
  return (
    <Pane label={t('log')} className="lt-log">
      <PaneHead title={t('log')} meta={t('logMeta')}>
        {view.droppedLines > 0 ? (
          <span title={t('logDroppedTitle', { limit: format.number(logLinesHeld) })}>
            <Badge tone="warning" glyph="warning">
              {t('logDropped', { count: view.droppedLines })}
            </Badge>
          </span>
        ) : null}
        <Segmented
          label={t('log')}
          value={shown}
          options={[
            { value: 'all', label: t('logAll') },
            { value: 'warn', label: t('logWarn', { count: warnings }) },
          ]}
          onChange={(next) => {
            setShown(next);
            toTop();
          }}
        />
      </PaneHead>
      {lines.length === 0 ? (
        <Empty title={shown === 'warn' ? t('logEmptyWarn') : t('logEmpty')} text={t('logEmptyText')} />
      ) : null}
      <div
        className="lt-log-scroll mono"
        ref={scroll}
        role="log"
        aria-live="off"
        aria-label={t('log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        hidden={lines.length === 0}
        onScroll={({ currentTarget }) => {
          if (currentTarget.scrollTop <= follows) setHeldAt(undefined);
          else if (heldAt === undefined) setHeldAt(newest);
        }}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line ? (
              <Line key={item.key} line={line} top={item.start} time={line.at === null ? '' : format.time(line.at)} />
            ) : null;
          })}
        </div>
      </div>
      {fresh > 0 ? (
        <div className="lt-log-fresh">
          <Button small onClick={toTop}>
            {t('logNew', { count: fresh })}
          </Button>
        </div>
      ) : null}
    </Pane>
  );
}

function Line({ line, top, time }: { line: LogLine; top: number; time: string }) {
  return (
    <div className="lt-line" style={{ transform: `translateY(${top}px)` }} title={`${line.origin} ${line.text}`}>
      <span className="t3">{time}</span>
      <span className={tones[line.level]}>{line.level}</span>
      <span className="cut">
        <span className="t3 only-xl lt-inline">{line.origin} </span>
        {line.text}
      </span>
    </div>
  );
}
