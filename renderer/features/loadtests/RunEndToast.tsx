import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { api, engine, usePulse } from '../../shell/index.ts';
import { showToast, useFormat, useWords } from '../../ui/index.ts';
import { standingGlyphs, standingOf } from './runState.ts';
import { loadtestWords } from './words.ts';

/** Says it when a run ended while the operator looks at something else. Draws nothing itself. */
export function RunEndToast() {
  const t = useWords(loadtestWords);
  const format = useFormat();
  const client = useQueryClient();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const running = usePulse((pulse) => (pulse === undefined ? undefined : (pulse.run?.id ?? null)));
  const before = useRef<string | null | undefined>(undefined);
  const tell = useEffectEvent(async (id: string) => {
    const { run } = await engine.loadtests.runs.get({ id });
    if (run.state !== 'ended') return;
    void client.invalidateQueries({ queryKey: api.loadtests.runs.key() });
    if (path === `/loadtests/${id}`) return;
    const standing = standingOf(run);
    showToast({
      kind: standingGlyphs[standing],
      title: t('endedToast', { number: run.number, name: run.name, end: t(standing) }),
      text: t('endedToastText', {
        samples: format.number(run.total?.samples ?? 0),
        errors: format.number(run.total?.errors ?? 0),
      }),
      action: { label: t('open'), run: () => void navigate({ to: '/loadtests/$runId', params: { runId: id } }) },
    });
  });
  useEffect(() => {
    if (running === undefined) return;
    const ended = before.current;
    before.current = running;
    // What cannot be asked now is said by the list of runs as well.
    if (ended && ended !== running) tell(ended).catch(() => undefined);
  }, [running]);
  return null;
}
