import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Generator, Plan } from '#core/contract/loadtests.ts';
import { api, usePulse } from '../../../shell/index.ts';
import { Badge, ConfirmDialog, type Guard, useFormat, useWords } from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { fileName } from '../runState.ts';
import { heapOf, runNameOf, useDraft, usersOf } from './draft.ts';
import { useLoadDoubts } from './loadDoubts.ts';
import { planWords } from './words.ts';

export interface StartDialogProps {
  plan: Plan;
  generator: Generator;
  values: Readonly<Record<string, string>>;
  /** The plan is being read again: nothing may start on the old reading. */
  reading: boolean;
  readAgain: () => void;
  onClose: () => void;
}

/** Says exactly what will run, where, with what, against whom; starts it when the hosts are confirmed. */
export function StartDialog({ plan, generator, values, reading, readAgain, onClose }: StartDialogProps) {
  const t = useWords(planWords);
  const format = useFormat();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const draft = useDraft();
  const info = useQuery(api.system.info.queryOptions());
  const { data: sources } = useQuery(api.sources.list.queryOptions());
  const guards = useGuards(plan, generator);
  const name = runNameOf(draft);
  const heap = heapOf(draft.heap) ?? generator.heapMegabytes;
  const targets = [...new Map(plan.hosts.map((host) => [host.target, host.known])).entries()];
  // Bound to what was shown: another plan or another list of hosts asks for another tick.
  const shown = [plan.hash, ...targets.map(([target]) => target)].join('\n');
  const [confirmed, setConfirmed] = useState<string>();
  const start = useMutation(
    api.loadtests.runs.start.mutationOptions({
      onSuccess: (run) => {
        void client.invalidateQueries({ queryKey: api.loadtests.runs.key() });
        draft.forget(plan.path);
        onClose();
        void navigate({ to: '/loadtests/$runId', params: { runId: run.id } });
      },
      onError: (error) => {
        const { reason } = problemText(error);
        // What the engine saw is not what stands here: read it again, so that the operator sees it as well.
        if (reason === 'plan-changed' || reason === 'hosts-not-confirmed') readAgain();
      },
    }),
  );
  const problem = start.error ? problemText(start.error) : undefined;
  const users = usersOf(plan);
  const live = sources?.find((source) => source.id === draft.liveSourceId);
  const lengths = plan.threadGroups.filter((group) => group.enabled).map((group) => group.durationResolved);
  const longest =
    lengths.includes(null) || lengths.length === 0 ? null : Math.max(...lengths.map((length) => length ?? 0));
  return (
    <ConfirmDialog
      title={t('confirmTitle', { name })}
      text={t('confirmText')}
      action={start.isPending ? t('starting') : t('startNow', { count: targets.length })}
      busy={start.isPending || reading || confirmed !== shown}
      note={t('audited')}
      onClose={onClose}
      onConfirm={() =>
        start.mutate({
          path: plan.path,
          name,
          planHash: plan.hash,
          values: { ...values },
          confirmedHosts: targets.map(([target]) => target),
          liveSourceId: live?.id ?? null,
          ...(draft.heap.trim() === '' ? {} : { heapMegabytes: heap }),
        })
      }
      facts={[
        { name: t('planFact'), value: `${fileName(plan.path)} ${plan.hash.slice(0, 8)}`, mono: true },
        { name: t('users'), value: users === null ? t('unknownHost') : format.number(users) },
        { name: t('length'), value: longest === null ? t('untilStopped') : format.duration(longest * 1000) },
        { name: t('liveFact'), value: live?.name ?? t('liveNone') },
        { name: t('runsOn'), value: info.data?.hostName ?? '–' },
        {
          name: t('jmeterFact'),
          value: `${generator.version ?? '–'}, ${t('javaFact')} ${generator.javaVersion ?? '–'}`,
        },
        { name: t('heapFact'), value: format.bytes(heap * 1024 * 1024) },
        { name: t('stopRule'), value: t('stopRuleText') },
      ]}
      guards={guards}
    >
      <Values values={values} />
      <div className="sub">{t('hostsToConfirm')}</div>
      <ul className="lt-confirm-hosts">
        {targets.map(([target, known]) => (
          <li key={target}>
            <span className={known ? 'mono t1' : 'lt-unknown mono'}>{target}</span>
            {known ? null : <Badge tone="nodata">{t('unknownHost')}</Badge>}
          </li>
        ))}
        {targets.length === 0 ? <li className="t2">{`${t('noHosts')}. ${t('noHostsText')}`}</li> : null}
      </ul>
      <label className="lt-tick">
        <input
          type="checkbox"
          data-autofocus
          checked={confirmed === shown}
          onChange={(event) => setConfirmed(event.currentTarget.checked ? shown : undefined)}
        />
        {targets.length === 0 ? t('confirmNoHosts') : t('confirmHosts')}
      </label>
      {problem ? (
        <div role="alert" className="lt-alert">
          <p>{problem.sentence}</p>
          {problem.raw ? <p className="mono f11">{problem.raw}</p> : null}
        </div>
      ) : null}
    </ConfirmDialog>
  );
}

/** Given values as a list, one a line. */
function Values({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useWords(planWords);
  const entries = Object.entries(values);
  if (entries.length === 0) return <div className="sub">{t('noValues')}</div>;
  return (
    <>
      <div className="sub">{t('values', { count: entries.length })}</div>
      <ul className="argv mono lt-values" aria-label={t('parameters')}>
        {entries.map(([name, value]) => (
          <li key={name}>
            <span className="t3">{name}</span>
            <span>{value}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const diskTexts = { ok: 'guardDiskOk', warn: 'guardDiskWarn', stop: 'guardDiskStop' } as const;

function useGuards(plan: Plan, generator: Generator): Guard[] {
  const t = useWords(planWords);
  const disk = usePulse((pulse) => pulse?.disk.level);
  const other = usePulse((pulse) => pulse?.run);
  const missing = plan.files.filter((file) => file.exists === false).map((file) => fileName(file.path));
  const unknown = plan.files.filter((file) => file.exists === null).map((file) => fileName(file.path));
  const doubts = useLoadDoubts(plan);
  const forever = plan.warnings.some((warning) => warning.code === 'runs-forever');
  return [
    {
      verdict: generator.problem ? 'fail' : 'pass',
      name: t('guardJmeter'),
      text: `JMeter ${generator.version ?? '–'}, Java ${generator.javaVersion ?? '–'}`,
    },
    {
      verdict: disk === 'stop' ? 'fail' : disk === 'ok' ? 'pass' : 'warning',
      name: t('guardDisk'),
      text: disk === undefined ? t('cannotTell') : t(diskTexts[disk]),
    },
    {
      verdict: other ? 'warning' : 'pass',
      name: t('guardOther'),
      text: other ? t('guardOtherOne', { number: other.number, name: other.name }) : t('guardOtherNone'),
    },
    {
      verdict: missing.length > 0 || unknown.length > 0 ? 'warning' : 'pass',
      name: t('guardFiles'),
      text:
        missing.length > 0
          ? t('guardFilesMissing', { files: missing.join(', ') })
          : unknown.length > 0
            ? t('guardFilesUnknown', { files: unknown.join(', ') })
            : t('guardFilesOk'),
    },
    {
      verdict: doubts.length > 0 ? 'warning' : 'pass',
      name: t('guardLoad'),
      text: doubts.length > 0 ? doubts.map((doubt) => doubt.text).join(' ') : t('guardLoadOk'),
    },
    {
      verdict: forever ? 'warning' : 'pass',
      name: t('guardEnd'),
      text: forever ? t('guardEndForever') : t('guardEndKnown'),
    },
  ];
}
