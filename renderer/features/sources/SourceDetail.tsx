import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Source } from '#core/contract/sources.ts';
import { api, useMay } from '../../shell/index.ts';
import { Badge, Button, StatusGlyph, showToast, useWords } from '../../ui/index.ts';
import { IntakePane } from './IntakePane.tsx';
import { nextStepOf, sentenceOf, useProblemText } from './problem.ts';
import { problemWords } from './problemWords.ts';
import { SourceFacts } from './SourceFacts.tsx';
import { SourceStateLine, stateGlyphs } from './SourceStateLine.tsx';
import { TryQuery } from './TryQuery.tsx';
import { sourceWords } from './words.ts';

export interface SourceDetailProps {
  source: Source;
  onEdit: () => void;
  onRemove: () => void;
}

/** One source: state, facts, the intake where it is the embedded one, and a query to try. */
export function SourceDetail({ source, onEdit, onRemove }: SourceDetailProps) {
  const t = useWords(sourceWords);
  const navigate = useNavigate();
  const mayChange = useMay('lead');
  const mayAsk = useMay('operator');
  const embedded = source.kind === 'embedded';
  const to = (path: string, change: Record<string, string>) =>
    void navigate({
      to: path,
      search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], ...change }),
    });
  return (
    <>
      <div className="src-head">
        <div className="row">
          <StatusGlyph kind={stateGlyphs[source.status.state]} size={20} label={t(source.status.state)} />
          <h2 className="f18 w6 cut">{source.name}</h2>
          <Badge>{t(source.kind)}</Badge>
          {source.status.version ? <span className="t3 f12 nw">{source.status.version}</span> : null}
        </div>
        <div className="f12">
          <SourceStateLine status={source.status} />
        </div>
        <div className="row src-acts">
          {mayAsk ? <TryNow source={source} primary={source.status.state === 'error'} /> : null}
          {embedded || !mayChange ? null : (
            <>
              <Button small onClick={onEdit}>
                {t('edit')}
              </Button>
              <Button small tone="danger" onClick={onRemove}>
                {t('remove')}
              </Button>
            </>
          )}
          <Button small tone="ghost" onClick={() => to('/boards/host', { 'v.source': source.id })}>
            {t('hostBoard')}
          </Button>
          <Button small tone="ghost" onClick={() => to('/hosts', { filter: `source:${quoted(source.name)}` })}>
            {t('hostsOfIt')}
          </Button>
          {mayChange === false && !embedded ? <span className="t3 f12">{t('needsLead')}</span> : null}
        </div>
      </div>
      {source.status.state === 'error' ? <LastError source={source} /> : null}
      <SourceFacts source={source} />
      {embedded ? <IntakePane /> : null}
      {mayAsk ? <TryQuery key={source.id} source={source} /> : null}
      {mayAsk === false ? <p className="src-in t3 f12">{t('needsOperator')}</p> : null}
    </>
  );
}

const quoted = (name: string) => (/[\s":]/.test(name) ? `"${name.replaceAll('"', '')}"` : name);

function LastError({ source }: { source: Source }) {
  const t = useWords(problemWords);
  const code = source.status.errorCode ?? 'other';
  return (
    <div className="src-in">
      <div className="src-alert is-source" role="alert">
        <b>{sentenceOf(t, { reason: code, detail: undefined })}</b>
        <span>{nextStepOf(t, code)}</span>
        {source.status.error ? <span className="mono">{source.status.error}</span> : null}
      </div>
    </div>
  );
}

function TryNow({ source, primary }: { source: Source; primary: boolean }) {
  const t = useWords(sourceWords);
  const problemText = useProblemText();
  const client = useQueryClient();
  const retry = useMutation(
    api.sources.retry.mutationOptions({
      onSuccess: ({ status, name }) => {
        if (status.state === 'ok') showToast({ title: t('answersAgain'), text: name });
        else showToast({ kind: 'warning', title: t('stillNot'), text: status.error ?? name });
      },
      onError: (error) => showToast({ kind: 'fail', title: t('retryFailed'), text: problemText(error).sentence }),
      onSettled: () => client.invalidateQueries({ queryKey: api.sources.list.key() }),
    }),
  );
  return (
    <Button
      small
      tone={primary ? 'primary' : 'plain'}
      disabled={retry.isPending}
      onClick={() => retry.mutate({ id: source.id })}
    >
      {retry.isPending ? t('trying') : t('tryNow')}
    </Button>
  );
}
