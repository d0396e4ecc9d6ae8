import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { api } from '../../shell/index.ts';
import { Button, IconButton, useWords } from '../../ui/index.ts';
import { keyLabels } from '../../ui/keys/keyLabels.ts';
import { steps } from './steps.ts';
import './tour.css';
import { useTour } from './tourStore.ts';
import { tourWords } from './words.ts';

/** The tour of a first start: a small panel that leads to each page and leaves the page itself free. */
export function Tour() {
  const done = useTour((state) => state.done);
  const { data } = useQuery({ ...api.identity.me.queryOptions(), enabled: !done });
  // Before somebody is signed in the sign-in page has the floor.
  return done || !data?.caller ? null : <Coach />;
}

function Coach() {
  const t = useWords(tourWords);
  const navigate = useNavigate();
  const panel = useRef<HTMLElement>(null);
  const { step, asked, go, finish } = useTour();
  useEffect(() => {
    if (asked) panel.current?.focus();
  }, [asked]);
  const shown = steps[step];
  if (!shown) return null;
  const last = step === steps.length - 1;
  const forward = () => (last ? finish() : go(step + 1));
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') finish();
    else if (event.key === 'ArrowRight' && !last) go(step + 1);
    else if (event.key === 'ArrowLeft' && step > 0) go(step - 1);
    else return;
    event.preventDefault();
  };
  return (
    // Arrows and Esc are a second way; every one has its button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className="tour pop" aria-label={t('title')} ref={panel} tabIndex={-1} onKeyDown={onKey}>
      <div className="row">
        <span className="sub grow">
          {t('title')} · {t('step', { at: step + 1, count: steps.length })}
        </span>
        <IconButton icon={<X size={16} strokeWidth={1.4} />} label={t('skip')} onClick={finish} />
      </div>
      <div aria-live="polite">
        <h2 className="f15 w6">{t(shown.title)}</h2>
        <p className="t2 f12">{t(shown.text, { keys: keyLabels('mod+k').join(' ') })}</p>
      </div>
      <div className="row">
        <Button
          small
          onClick={() =>
            void navigate({
              to: shown.to,
              search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], ...shown.search }),
            })
          }
        >
          {t(shown.link)}
        </Button>
        <span className="tour-dots" aria-hidden="true">
          {steps.map((one, at) => (
            <i key={one.title} className={at === step ? 'on' : undefined} />
          ))}
        </span>
        <span className="grow" />
        {step > 0 ? (
          <Button small tone="ghost" onClick={() => go(step - 1)}>
            {t('back')}
          </Button>
        ) : null}
        <Button small tone="ghost" onClick={forward}>
          {last ? t('done') : t('next')}
        </Button>
      </div>
    </aside>
  );
}
