import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { Probe, Source, SourceConfig } from '#core/contract/sources.ts';
import { engine } from '../../shell/index.ts';
import { Button, Dialog, StatusGlyph, useWords } from '../../ui/index.ts';
import { formWords } from './formWords.ts';
import { ProbeReport } from './ProbeReport.tsx';
import { useProblemText } from './problem.ts';
import { SourceFields } from './SourceFields.tsx';
import { checkDraft, configOf, type DraftField, type SourceDraft, secretOf } from './sourceForm.ts';
import { useSaveSource } from './useSaveSource.ts';

const fieldNames: readonly DraftField[] = [
  'name',
  'url',
  'database',
  'retentionPolicy',
  'org',
  'username',
  'secret',
  'interval',
];

export interface SourceDialogProps {
  /** The source that is changed; absent for a new one. */
  source: Source | undefined;
  /** What is written in the form: held by the page, so that closing the dialog loses nothing. */
  draft: SourceDraft;
  onDraft: (draft: SourceDraft) => void;
  onClose: () => void;
  /** It is kept: the page closes the dialog. */
  onSaved: (source: Source) => void;
}

/** Adds or changes a source: tested before it is saved, mistakes named at their field. */
export function SourceDialog({ source, draft, onDraft, onClose, onSaved }: SourceDialogProps) {
  const t = useWords(formWords);
  const formId = useId();
  const problemText = useProblemText();
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const [all, setAll] = useState(false);
  const [refused, setRefused] = useState<Partial<Record<DraftField, string>>>({});
  const stop = useRef<AbortController>(undefined);
  const before = source?.config ?? undefined;
  const found = checkDraft(draft);
  const problems = Object.fromEntries(
    fieldNames.flatMap((field) => {
      const problem = refused[field] ?? (all || left.has(field) ? found[field] : undefined);
      return problem === undefined ? [] : [[field, problem]];
    }),
  );
  const blame = (error: unknown) => {
    const { problem } = problemText(error);
    const field = fieldNames.find((name) => name === problem.field);
    if (field) setRefused({ [field]: problem.reason });
  };
  const save = useSaveSource(source, onSaved);
  const test = useMutation({
    mutationFn: async (config: SourceConfig): Promise<{ probe: Probe; config: SourceConfig; asked: string }> => {
      const asked = JSON.stringify([config, secretOf(draft)]);
      stop.current = new AbortController();
      const input = { config, ...secretOf(draft), ...(source ? { id: source.id } : {}) };
      return { probe: await engine.sources.test(input, { signal: stop.current.signal }), config, asked };
    },
    onError: (error) => {
      if (stop.current?.signal.aborted) test.reset();
      else blame(error);
    },
  });
  const checked = (act: (config: SourceConfig) => void) => {
    setAll(true);
    setRefused({});
    if (Object.keys(found).length > 0) return;
    act(configOf(draft));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    checked((config) => save.mutate({ config, ...secretOf(draft) }, { onError: blame }));
  };
  const change = (next: Partial<SourceDraft>) => {
    const gone = { ...refused };
    for (const field of fieldNames) if (field in next) delete gone[field];
    if ('url' in next || 'kind' in next || 'acceptAnyCertificate' in next) delete gone.secret;
    setRefused(gone);
    onDraft({ ...draft, ...next });
  };
  const failed = [save.error, test.error].find(Boolean);
  const told = failed ? problemText(failed) : undefined;
  const atField = told !== undefined && fieldNames.some((name) => name === told.problem.field);
  const asked = Object.keys(found).length > 0 ? '' : JSON.stringify([configOf(draft), secretOf(draft)]);
  const wrong = all && Object.keys(found).length > 0;
  return (
    <Dialog
      title={source ? t('editTitle', { name: source.name }) : t('addTitle')}
      text={t('addText')}
      width={720}
      onClose={onClose}
      note={
        wrong ? t('fix') : test.data && !test.data.probe.ok ? t('saveAnyway') : test.data ? undefined : t('notTested')
      }
      footer={
        <>
          <Button tone="ghost" keys="Escape" onClick={onClose}>
            {t('cancel')}
          </Button>
          {test.isPending ? (
            <Button onClick={() => stop.current?.abort()}>{t('stopTest')}</Button>
          ) : (
            <Button onClick={() => checked((config) => test.mutate(config))}>{t('test')}</Button>
          )}
          <Button tone="primary" type="submit" form={formId} disabled={save.isPending}>
            {save.isPending ? t('saving') : source ? t('saveEdit') : t('saveAdd')}
          </Button>
        </>
      }
    >
      <form id={formId} className="src-dialog" onSubmit={submit} noValidate>
        <SourceFields
          draft={draft}
          before={before}
          kept={source?.hasSecret ?? false}
          problems={problems}
          onChange={change}
          onLeave={(field) => setLeft(new Set([...left, field]))}
        />
      </form>
      {test.isPending ? (
        <p className="row t2 f12" role="status">
          <StatusGlyph kind="running" size={12} /> {t('testing')}
        </p>
      ) : null}
      {test.data ? (
        <ProbeReport
          probe={test.data.probe}
          config={test.data.config}
          stale={test.data.asked !== asked}
          onDatabase={(database) => change({ database })}
        />
      ) : null}
      {told && !atField ? (
        <div className="src-alert" role="alert">
          <b>{told.sentence}</b>
          {told.next ? <span>{told.next}</span> : null}
          {told.raw && told.problem.reason !== 'too-many-sources' ? <span className="mono">{told.raw}</span> : null}
        </div>
      ) : null}
    </Dialog>
  );
}
