import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Plan } from '#core/contract/loadtests.ts';
import { api, useMay } from '../../../shell/index.ts';
import { Badge, Button, ErrorState, Pane, PaneHead, Skeleton, useWords } from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { fileName } from '../runState.ts';
import { useGenerator } from '../useGenerator.ts';
import { loadtestWords } from '../words.ts';
import { draftProblem, givenValues, isPropertyName, useDraft } from './draft.ts';
import { ParameterForm } from './ParameterForm.tsx';
import { DataFiles, Hosts, ThreadGroups, Warnings } from './PlanSections.tsx';
import { RunSettings } from './RunSettings.tsx';
import { StartDialog } from './StartDialog.tsx';
import { planWords } from './words.ts';

/** Hosts and groups are worked out again when nothing was typed for so long, ms. */
const quiet = 300;

/** One plan: what it will do with the values given, and the way to start it. */
export function PlanDetail({ path }: { path: string }) {
  const t = useWords(planWords);
  const all = useWords(loadtestWords);
  const problemText = useProblemText();
  const draft = useDraft();
  const generator = useGenerator();
  const may = useMay('operator');
  const [confirming, setConfirming] = useState(false);
  // Every written value may bear on the plan; which of them it asks for is known only after it was read.
  const written = Object.fromEntries(
    Object.entries(draft.values).filter(([name, value]) => value !== '' && isPropertyName(name)),
  );
  const [values] = useDebouncedValue(written, quiet, { leading: false });
  const inspection = useQuery(
    api.loadtests.plans.inspect.queryOptions({
      input: { path, values },
      placeholderData: keepPreviousData,
      staleTime: 0,
      retry: 0,
    }),
  );
  const plan = inspection.data;
  if (inspection.error && !inspection.isFetching) {
    const { sentence, raw } = problemText(inspection.error);
    return (
      <Pane label={fileName(path)}>
        <PaneHead title={fileName(path)} meta={path} />
        <ErrorState title={t('readFailed')} text={sentence} raw={raw} onRetry={() => void inspection.refetch()} />
      </Pane>
    );
  }
  if (!plan) {
    return (
      <Pane label={fileName(path)}>
        <PaneHead title={fileName(path)} meta={path} />
        <Skeleton rows={8} />
      </Pane>
    );
  }
  // What is shown answers to what is written: no start on values that were not looked at yet.
  const settled = !inspection.isFetching && JSON.stringify(values) === JSON.stringify(written);
  const refused = refusal();
  function refusal(): string | undefined {
    if (may === false) return all('forbidden');
    if (generator.data?.problem) return all(generator.data.problem);
    const wrong = draftProblem(draft);
    if (wrong === 'name') return t('nameNeeded');
    if (wrong === 'heap') return `${t('heap')}: ${t('heapRule')}`;
    if (wrong === 'value') return t('valueTooLong');
    return settled ? undefined : t('notYetRead');
  }
  return (
    <Pane label={plan.name} className="lt-detail">
      <Subject plan={plan}>
        <Button small tone="ghost" disabled={inspection.isFetching} onClick={() => void inspection.refetch()}>
          {inspection.isFetching ? t('reading') : t('readAgain')}
        </Button>
      </Subject>
      <div className="lt-cols">
        <div className="lt-col">
          <ThreadGroups plan={plan} />
          <ParameterForm parameters={plan.parameters} />
          <DataFiles plan={plan} />
        </div>
        <div className="lt-col">
          <Hosts plan={plan} />
          <RunSettings path={path} />
          <Warnings plan={plan} />
        </div>
      </div>
      <div className="lt-foot">
        <span className="hint grow" role="status">
          {refused}
        </span>
        <Button tone="primary" disabled={refused !== undefined} onClick={() => setConfirming(true)}>
          {t('start')}
        </Button>
      </div>
      {confirming && generator.data ? (
        <StartDialog
          plan={plan}
          generator={generator.data}
          values={givenValues(draft, plan.parameters)}
          reading={inspection.isFetching}
          readAgain={() => void inspection.refetch()}
          onClose={() => setConfirming(false)}
        />
      ) : null}
    </Pane>
  );
}

function Subject({ plan, children }: { plan: Plan; children: ReactNode }) {
  const t = useWords(planWords);
  const againOf = useDraft((draft) => draft.againOf);
  return (
    <div className="lt-subject">
      <div className="grow">
        <div className="row">
          <h2 className="cut">{plan.name}</h2>
          {againOf === null ? null : <Badge tone="info">{t('prefilled', { number: againOf })}</Badge>}
          {plan.commit ? (
            <Badge tone={plan.commit.dirty ? 'warning' : 'plain'}>
              <span className="mono">
                {plan.commit.branch === null ? '' : `${plan.commit.branch} `}
                {plan.commit.id.slice(0, 8)}
              </span>
              {plan.commit.dirty ? t('dirty') : null}
            </Badge>
          ) : null}
        </div>
        <div className="sub cut mono" title={`${plan.path}\n${t('hash')} ${plan.hash}`}>
          {plan.hash.slice(0, 8)} {plan.path}
        </div>
      </div>
      {children}
    </div>
  );
}
