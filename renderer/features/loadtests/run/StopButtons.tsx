import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { create } from 'zustand';
import { api, useMay } from '../../../shell/index.ts';
import { Button, ConfirmDialog, showToast, useFormat, useNow, useWords } from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { loadtestWords } from '../words.ts';
import type { RunView } from './foldRun.ts';
import { runWords } from './words.ts';

export type StopMode = 'graceful' | 'now' | 'kill';

/** A stop that takes longer than this, ms, gets the next step offered. */
const long = 15_000;

/** What this window asked of which run, and when: so that leaving the page does not forget it. */
const useAsked = create<Record<string, { mode: StopMode; at: number }>>(() => ({}));

const titles = { graceful: 'stopGracefulTitle', now: 'stopNowTitle', kill: 'killTitle' } as const;
const texts = { graceful: 'stopGracefulText', now: 'stopNowText', kill: 'killText' } as const;
const names = { graceful: 'stopGraceful', now: 'stopNow', kill: 'kill' } as const;
const losses = { graceful: 'lostGraceful', now: 'lostNow', kill: 'lostKill' } as const;
const nexts = { graceful: 'nextGraceful', now: 'nextNow', kill: 'nextKill' } as const;
const told = { graceful: 'askedGraceful', now: 'askedNow', kill: 'askedKill' } as const;

export interface StopButtonsProps {
  view: RunView;
  /** Open the dialog of the gentle stop at once. */
  asked: boolean;
  onTaken: () => void;
}

/** Gentle, now, kill: each says what is lost before it acts, and the next one is offered when the former takes long. */
export function StopButtons({ view, asked, onTaken }: StopButtonsProps) {
  const t = useWords(runWords);
  const all = useWords(loadtestWords);
  const format = useFormat();
  const problemText = useProblemText();
  const client = useQueryClient();
  const now = useNow();
  const may = useMay('operator');
  const { run } = view;
  const before = useAsked((state) => state[run.id]);
  const [chosen, setAsking] = useState<StopMode>();
  const stopping = run.state === 'stopping';
  const asking = chosen ?? (asked && !stopping ? 'graceful' : undefined);
  const done = () => {
    setAsking(undefined);
    if (asked) onTaken();
  };
  const stop = useMutation(
    api.loadtests.runs.stop.mutationOptions({
      onSuccess: (_run, { mode }) => {
        useAsked.setState({ [run.id]: { mode, at: now } });
        void client.invalidateQueries({ queryKey: api.loadtests.runs.list.key() });
      },
      onError: (error) => {
        const { sentence, raw } = problemText(error);
        showToast({ kind: 'fail', title: t('stopFailed'), text: [sentence, raw].filter(Boolean).join(' ') });
      },
    }),
  );
  const users = format.number(view.columns.users.findLast(Number.isFinite) ?? 0);
  const waited = stopping && before ? now - before.at : 0;
  const late = waited > long;
  const askedFor = stopping ? (before?.mode ?? 'graceful') : undefined;
  const refused = may === false ? all('forbidden') : undefined;
  return (
    <>
      {stopping ? (
        <span className="lt-stopping" role="status">
          <b>{before ? t('stoppingFor', { time: format.elapsed(waited) }) : null}</b>
          <span className={late ? 'c-warning' : 't3'}>
            {!late
              ? t(before ? told[before.mode] : 'stoppingText')
              : askedFor === 'graceful'
                ? t('stoppingLong')
                : t('stoppingLonger')}
          </span>
        </span>
      ) : (
        <Button
          icon={<Square size={12} strokeWidth={1.6} aria-hidden="true" />}
          disabled={may === false}
          title={refused}
          onClick={() => setAsking('graceful')}
        >
          {t('stopGraceful')}
        </Button>
      )}
      {askedFor === 'now' || askedFor === 'kill' ? null : (
        <Button
          tone={late || !stopping ? 'danger' : 'plain'}
          disabled={may === false}
          title={refused}
          onClick={() => setAsking('now')}
        >
          {t('stopNow')}
        </Button>
      )}
      <Button
        tone={late && askedFor !== 'graceful' ? 'danger' : 'ghost'}
        disabled={may === false}
        title={refused}
        onClick={() => setAsking('kill')}
      >
        {t('kill')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t(titles[asking], { number: run.number, name: run.name })}
          text={t(texts[asking])}
          action={t(names[asking])}
          danger
          facts={[
            { name: t('killLost'), value: t(losses[asking], { users }) },
            { name: t('kept'), value: t('keptText', { samples: format.number(run.total?.samples ?? 0) }) },
            { name: t('next'), value: t(nexts[asking]) },
            { name: t('takeBack'), value: t('takeBackText') },
          ]}
          onClose={done}
          onConfirm={() => {
            stop.mutate({ id: run.id, mode: asking });
            done();
          }}
        />
      ) : null}
    </>
  );
}
