import { Popover } from '@mantine/core';
import { ChevronDown, Clock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useFormat } from '../ui/format/useFormat.ts';
import { Select } from '../ui/Select.tsx';
import { showToast } from '../ui/toasts/store.ts';
import { useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';
import { parseLocal, writeLocal } from './localMoment.ts';
import { refreshIntervals, relativeSpans, useTimeRange, windowAt } from './timeRange.ts';

/** Two fixed moments, written by hand. */
function FixedRange({ onDone }: { onDone: () => void }) {
  const t = useWords(appWords);
  const { range, setRange } = useTimeRange();
  const [written, setWritten] = useState(() => {
    const { from, to } = windowAt(range, Date.now());
    return { from: writeLocal(from), to: writeLocal(to) };
  });
  const [wrong, setWrong] = useState<{ from?: string; to?: string }>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const from = parseLocal(written.from);
    const to = parseLocal(written.to);
    if (from === undefined || to === undefined) {
      setWrong(from === undefined ? { from: t('rangeUnreadable') } : { to: t('rangeUnreadable') });
      return;
    }
    if (from >= to) {
      setWrong({ to: t('rangeBackwards') });
      return;
    }
    setRange({ kind: 'absolute', from, to });
    onDone();
  };
  return (
    <form onSubmit={submit}>
      <Field
        label={t('from')}
        value={written.from}
        error={wrong.from}
        onChange={(event) => setWritten({ ...written, from: event.currentTarget.value })}
      />
      <Field
        label={t('to')}
        value={written.to}
        error={wrong.to}
        onChange={(event) => setWritten({ ...written, to: event.currentTarget.value })}
      />
      <Button type="submit">{t('apply')}</Button>
    </form>
  );
}

/** The shared time range: spans up to now, two fixed moments, and how often a following page refreshes. */
export function TimeRangePicker() {
  const t = useWords(appWords);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { range, refresh, setRange, setRefresh } = useTimeRange();
  const spanName = (span: number) => t('last', { span: format.duration(span) });
  const label =
    range.kind === 'relative'
      ? spanName(range.span)
      : t('fixedRange', { from: format.time(range.from, 'dayClock'), to: format.time(range.to, 'dayClock') });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      showToast({ title: t('linkCopied') });
    } catch {
      // No clipboard without permission: the address bar and the range itself still say it.
      showToast({ kind: 'fail', title: t('copyRangeLink'), text: window.location.href });
    }
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      transitionProps={{ duration: 0 }}
      zIndex={200}
    >
      <Popover.Target>
        <button
          type="button"
          className="chip box"
          title={t('timeRange')}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Clock size={14} strokeWidth={1.4} aria-hidden="true" />
          {label}
          <ChevronDown size={12} strokeWidth={1.4} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="flush" aria-label={t('timeRange')}>
        <div className="range-pop">
          <div className="presets">
            {relativeSpans.map((span) => (
              <button
                key={span}
                type="button"
                className="menu-item"
                aria-pressed={range.kind === 'relative' && range.span === span}
                onClick={() => {
                  setRange({ kind: 'relative', span });
                  setOpen(false);
                }}
              >
                {spanName(span)}
              </button>
            ))}
          </div>
          <div className="range-side">
            <FixedRange onDone={() => setOpen(false)} />
            <Select
              label={t('refreshEvery')}
              value={String(refresh)}
              options={refreshIntervals.map((ms) => ({ value: String(ms), label: format.duration(ms) }))}
              onChange={(chosen) => setRefresh(Number(chosen))}
            />
            <Button tone="ghost" onClick={() => void copy()}>
              {t('copyRangeLink')}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
