import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/loadtests.ts';
import { Badge, type Column, DataTable, StatusGlyph, useFormat, useWords } from '../../../ui/index.ts';
import { usersOf } from './draft.ts';
import { useLoadDoubts } from './loadDoubts.ts';
import { planWords } from './words.ts';

/** A part of the plan under its head. */
export function Section({ title, meta, children }: { title: string; meta?: ReactNode; children: ReactNode }) {
  return (
    <section className="lt-section" aria-label={title}>
      <div className="pane-h">
        <h3>{title}</h3>
        {meta === undefined ? null : <span className="meta cut">{meta}</span>}
      </div>
      {children}
    </section>
  );
}

type Group = Plan['threadGroups'][number] & { at: number };

export function ThreadGroups({ plan }: { plan: Plan }) {
  const t = useWords(planWords);
  const format = useFormat();
  const users = usersOf(plan);
  const loops = (group: Group) =>
    group.loops === '-1' || group.loops === 'forever' ? t('forever') : group.loops || '–';
  const columns: Column<Group>[] = [
    {
      key: 'name',
      head: t('groupName'),
      isKey: true,
      cell: (group) => group.name,
      title: (group) => `${group.name} (${group.kind})`,
    },
    {
      key: 'threads',
      head: t('threads'),
      kind: 'number',
      width: 84,
      cell: (group) => <Written text={group.threads} known={group.threadsResolved !== null} />,
    },
    {
      key: 'ramp',
      head: t('ramp'),
      kind: 'number',
      width: 78,
      cell: (group) => <Written text={group.rampSeconds} known={isNumber(group.rampSeconds)} />,
    },
    { key: 'loops', head: t('loops'), kind: 'number', width: 78, cell: loops },
    {
      key: 'duration',
      head: t('duration'),
      kind: 'number',
      width: 92,
      cell: (group) => <Written text={group.durationSeconds} known={group.durationResolved !== null} />,
    },
    { key: 'enabled', head: t('enabled'), width: 72, cell: (group) => (group.enabled ? t('yes') : t('no')) },
  ];
  const rows = plan.threadGroups.map((group, at): Group => ({ ...group, at }));
  const meta =
    users === null ? undefined : <span title={format.number(users)}>{t('groupsMeta', { count: users })}</span>;
  return (
    <Section title={t('groups')} meta={meta}>
      <DataTable
        label={t('groups')}
        columns={columns}
        rows={rows}
        rowKey={(group) => String(group.at)}
        rowClass={(group) => (group.enabled ? undefined : 'dim')}
        tight
        fixed
        empty={<p className="hint lt-pad">{t('noGroups')}</p>}
      />
    </Section>
  );
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

/** A number of the plan; an expression that only the run knows is dashed. */
function Written({ text, known }: { text: string; known: boolean }) {
  if (text === '') return <>–</>;
  return known ? (
    text
  ) : (
    <span className="lt-unknown mono" title={text}>
      {text}
    </span>
  );
}

export function Hosts({ plan }: { plan: Plan }) {
  const t = useWords(planWords);
  return (
    <Section title={t('hosts')} meta={t('hostsMeta')}>
      {plan.hosts.length === 0 ? (
        <p className="hint lt-pad">
          {t('noHosts')}. {t('noHostsText')}
        </p>
      ) : null}
      <ul className="lt-list">
        {plan.hosts.map((host) => (
          <li key={`${host.target} ${host.usedIn[0] ?? ''}`} title={host.usedIn.join('\n')}>
            {host.known ? (
              <span className="mono t1 cut">{host.target}</span>
            ) : (
              <>
                <span className="lt-unknown mono cut">{host.target}</span>
                <Badge tone="nodata">{t('unknownHost')}</Badge>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function DataFiles({ plan }: { plan: Plan }) {
  const t = useWords(planWords);
  return (
    <Section title={t('files')}>
      {plan.files.length === 0 ? <p className="hint lt-pad">{t('noFiles')}</p> : null}
      <ul className="lt-list">
        {plan.files.map((file) => (
          <li key={`${file.path} ${file.usedIn}`} title={`${file.path}\n${t('usedIn', { where: file.usedIn })}`}>
            <StatusGlyph kind={file.exists === null ? 'inconclusive' : file.exists ? 'ok' : 'warning'} size={13} />
            <span className={file.exists === null ? 'lt-unknown mono cut' : 'mono t1 cut'}>{file.path}</span>
            <span className={file.exists === false ? 'c-warning right' : 't3 right'}>
              {file.exists === null ? t('cannotTell') : file.exists ? t('there') : t('missing')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const codes = [
  'runs-forever',
  'no-connect-timeout',
  'no-response-timeout',
  'no-enabled-thread-group',
  'listener-writes-file',
  'gui-listener',
  'backend-listener',
  'unresolved-host',
  'function-in-typed-property',
  'script-may-do-anything',
  'includes-other-plan',
  'may-hit-other-hosts',
] as const;

export function Warnings({ plan }: { plan: Plan }) {
  const t = useWords(planWords);
  const doubts = useLoadDoubts(plan);
  const none = plan.warnings.length === 0 && doubts.length === 0;
  return (
    <Section title={t('warnings')} meta={none ? t('noWarnings') : undefined}>
      <ul className="lt-list is-tall">
        {doubts.map(({ code, group, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may share a name, their order is the plan's
          <li key={`${at} ${code} ${group}`}>
            <StatusGlyph kind="warning" size={13} />
            <span className="grow t1">{text}</span>
          </li>
        ))}
        {plan.warnings.map(({ code, where, detail }) => {
          const known = codes.find((one) => one === code);
          const text = known ? t(known, { detail }) : t('otherWarning', { detail: `${code} ${detail}` });
          return (
            <li key={`${code} ${where} ${detail}`}>
              <StatusGlyph kind="warning" size={13} />
              <span className="grow">
                <span className="t1">{text}</span>
                {where === '' ? null : <span className="t3"> {t('where', { where })}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
