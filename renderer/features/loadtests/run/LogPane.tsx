import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { Badge, Button, classes, Empty, Pane, PaneHead, Segmented, useFormat, useWords } from '../../../ui/index.ts';
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
  /** Number of the line the keys are at. */
  const [at, setAt] = useState<number>();
  /** Numbers of the lines that are shown whole. */
  const [whole, setWhole] = useState<ReadonlySet<number>>(new Set());
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
    getItemKey: (index) => lines[index]?.n ?? index,
  });
  const toTop = () => {
    setHeldAt(undefined);
    setWhole(new Set());
    scroll.current?.scrollTo({ top: 0 });
  };
  const toggle = (n: number) => {
    const next = new Set(whole);
    if (!next.delete(n)) next.add(n);
    setWhole(next);
    setAt(n);
    // A line that is being read does not move away under the eye.
    if (heldAt === undefined && next.size > 0) setHeldAt(newest);
    else if (next.size === 0 && (scroll.current?.scrollTop ?? 0) <= follows) setHeldAt(undefined);
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const present = at === undefined ? -1 : lines.findIndex((line) => line.n === at);
      const next = Math.min(lines.length - 1, Math.max(0, present + step));
      setAt(lines[next]?.n);
      virtualizer.scrollToIndex(next);
    }
    if (event.key === 'Enter' && at !== undefined) {
      event.preventDefault();
      toggle(at);
    }
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className="lt-log-scroll mono"
        ref={scroll}
        role="log"
        aria-live="off"
        aria-label={t('log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        hidden={lines.length === 0}
        title={t('logLineHint')}
        onKeyDown={keys}
        onScroll={({ currentTarget }) => {
          if (currentTarget.scrollTop <= follows) {
            if (whole.size === 0) setHeldAt(undefined);
          } else if (heldAt === undefined) setHeldAt(newest);
        }}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line ? (
              <Line
                key={item.key}
                line={line}
                top={item.start}
                index={item.index}
                measure={virtualizer.measureElement}
                time={line.at === null ? '' : format.time(line.at)}
                active={line.n === at}
                whole={whole.has(line.n)}
                onToggle={() => toggle(line.n)}
              />
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

interface LineProps {
  line: LogLine;
  top: number;
  index: number;
  measure: (element: HTMLElement | null) => void;
  time: string;
  /** The keys are at it. */
  active: boolean;
  /** Shown whole, over as many rows as it takes. */
  whole: boolean;
  onToggle: () => void;
}

function Line({ line, top, index, measure, time, active, whole, onToggle }: LineProps) {
  return (
    <button
      type="button"
      ref={measure}
      data-index={index}
      // The log itself is the stop of the Tab key; arrows and Enter reach the lines from there.
      tabIndex={-1}
      aria-expanded={whole}
      className={classes('lt-line', active && 'is-active', whole && 'is-whole')}
      style={{ transform: `translateY(${top}px)` }}
      title={`${line.origin} ${line.text}`}
      onClick={() => {
        // Whoever marks a piece of the line to copy it does not want it folded.
        if (window.getSelection()?.isCollapsed === false) return;
        onToggle();
      }}
    >
      <span className="t3">{time}</span>
      <span className={tones[line.level]}>{line.level}</span>
      <span className={whole ? 'lt-line-text' : 'cut'}>
        <span className={classes('t3 lt-inline', !whole && 'only-xl')}>{line.origin} </span>
        {line.text}
      </span>
    </button>
  );
}
