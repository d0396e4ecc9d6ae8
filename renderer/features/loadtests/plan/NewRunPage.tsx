import '../loadtests.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FileSearch, Lock } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { usePageTitle } from '../../../app/pageTitle.ts';
import { engine, useMay } from '../../../shell/index.ts';
import { Button, Empty, Pane, Seams, Skeleton, showToast, useWords } from '../../../ui/index.ts';
import { GeneratorBar, GeneratorHelp } from '../list/Generator.tsx';
import { loadtestWords } from '../words.ts';
import { useDraft } from './draft.ts';
import { PlanBrowser } from './PlanBrowser.tsx';
import { PlanDetail } from './PlanDetail.tsx';
import { planWords } from './words.ts';

/** Choose a plan, see what it will do, give it values, start it. `?again=<run>` begins with what a run had. */
export default function NewRunPage() {
  const all = useWords(loadtestWords);
  const may = useMay('operator');
  usePageTitle(all('newRun'), [{ label: all('title'), to: '/loadtests' }]);
  if (may === undefined) return <Skeleton rows={8} />;
  return may ? <NewRun /> : <MayNotStart />;
}

/** What a viewer finds here: no file is asked for that the engine would refuse to show. */
function MayNotStart() {
  const t = useWords(planWords);
  const navigate = useNavigate();
  return (
    <Pane label={t('mayNotStart')} style={{ flex: 1 }}>
      <Empty icon={<Lock size={22} strokeWidth={1.4} />} title={t('mayNotStart')} text={t('mayNotStartText')}>
        <Button small onClick={() => void navigate({ to: '/loadtests' })}>
          {t('toRuns')}
        </Button>
      </Empty>
    </Pane>
  );
}

function NewRun() {
  const t = useWords(planWords);
  const path = useDraft((draft) => draft.path);
  const filling = useRunAgain();
  return (
    <div className="page">
      <GeneratorBar>{null}</GeneratorBar>
      <GeneratorHelp />
      <Seams className="lt-new">
        <PlanBrowser />
        {filling ? (
          <Pane label={t('againReading')}>
            <Skeleton rows={8} reason={t('againReading')} />
          </Pane>
        ) : path === '' ? (
          <Pane label={t('notChosen')}>
            <Empty icon={<FileSearch size={22} strokeWidth={1.4} />} title={t('notChosen')} text={t('notChosenText')} />
          </Pane>
        ) : (
          // A fresh instance for each plan: what was read of another is never shown under this one's name.
          <PlanDetail key={path} path={path} />
        )}
      </Seams>
    </div>
  );
}

/**
 * Fills in what the run named by the address had; true until that is done. The address then forgets it: going back to the
 * page must not undo what was edited since, and asking for the same run once more must fill it in once more.
 */
function useRunAgain(): boolean {
  const t = useWords(planWords);
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const again =
    typeof search['again'] === 'string' || typeof search['again'] === 'number' ? String(search['again']) : undefined;
  const fill = useDraft((draft) => draft.fill);
  const done = useEffectEvent(() => void navigate({ to: '/loadtests/new', search: {}, replace: true }));
  const failed = useEffectEvent(() => showToast({ kind: 'fail', title: t('againFailed') }));
  useEffect(() => {
    if (again === undefined) return;
    let left = false;
    engine.loadtests.runs
      .get({ id: again })
      .then(
        ({ run }) => {
          if (!left) fill(run);
        },
        () => {
          if (!left) failed();
        },
      )
      .finally(() => {
        if (!left) done();
      });
    return () => {
      left = true;
    };
  }, [again, fill]);
  return again !== undefined;
}
