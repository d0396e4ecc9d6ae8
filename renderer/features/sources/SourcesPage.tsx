import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Database, Plus } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Source } from '#core/contract/sources.ts';
import { api, useMay } from '../../shell/index.ts';
import {
  Button,
  DataTable,
  Empty,
  ErrorState,
  Pane,
  PaneBody,
  PaneHead,
  Seams,
  Skeleton,
  useWords,
} from '../../ui/index.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SourceDetail } from './SourceDetail.tsx';
import { SourceDialog } from './SourceDialog.tsx';
import { draftOf, emptyDraft, type SourceDraft } from './sourceForm.ts';
import './sources.css';
import { useSourceColumns } from './useSourceColumns.tsx';
import { sourceWords } from './words.ts';

/** States turn without anybody doing anything: how often the list is asked again, ms. */
const REFRESH_MS = 5000;
/** Where the draft of a source that is not there yet is held. */
const NEW = '';

/** Where the numbers come from: every source with its state, and the one chosen in full. */
export default function SourcesPage() {
  const t = useWords(sourceWords);
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const mayChange = useMay('lead');
  const detail = useRef<HTMLElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const [dialog, setDialog] = useState<{ edit: string } | { remove: string }>();
  const [drafts, setDrafts] = useState<Readonly<Record<string, SourceDraft>>>({});
  const list = useQuery({ ...api.sources.list.queryOptions(), refetchInterval: REFRESH_MS });
  const columns = useSourceColumns();
  const sources = list.data ?? [];
  const wanted = typeof search['source'] === 'string' ? search['source'] : undefined;
  const chosen = wanted === undefined ? sources[0] : sources.find((source) => source.id === wanted);
  const go = (change: Record<string, unknown>) =>
    void navigate({ to: '/sources', search: (old: Record<string, unknown>) => ({ ...old, ...change }), replace: true });
  // The form of a new source is part of the address, so that the palette, other pages and the tour can lead to it.
  const asksNew = search['add'] !== undefined && mayChange === true;
  const close = () => {
    setDialog(undefined);
    if (asksNew) go({ add: undefined });
  };
  const back = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.target !== detail.current) return;
    page.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  };
  const editing = asksNew ? NEW : dialog && 'edit' in dialog ? dialog.edit : undefined;
  const edited = sources.find((source) => source.id === editing);
  const removed = dialog && 'remove' in dialog ? sources.find((source) => source.id === dialog.remove) : undefined;
  const forget = (key: string) =>
    setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== key)));
  const ok = sources.filter((source) => source.status.state === 'ok').length;
  return (
    <div className="page" ref={page}>
      <Seams className="src-split">
        <Pane label={t('title')}>
          <PaneHead title={t('title')} meta={list.data ? t('meta', { ok, total: sources.length }) : undefined}>
            {mayChange ? (
              <Button
                small
                tone={sources.length <= 1 ? 'primary' : 'plain'}
                icon={<Plus size={14} strokeWidth={1.4} aria-hidden="true" />}
                onClick={() => go({ add: 1 })}
              >
                {t('add')}
              </Button>
            ) : mayChange === false ? (
              <span className="t3 f11">{t('needsLead')}</span>
            ) : null}
          </PaneHead>
          <PaneBody flush>
            {list.isPending ? <Skeleton rows={6} /> : null}
            {list.error && !list.data ? (
              <ErrorState title={t('listFailed')} raw={list.error.message} onRetry={() => void list.refetch()} />
            ) : null}
            {list.data ? (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={sources}
                rowKey={(source: Source) => source.id}
                selected={chosen?.id}
                onSelect={(source) => go({ source: source.id })}
                onOpen={() => detail.current?.focus()}
                primary
                fixed
              />
            ) : null}
            {sources.length === 1 ? <p className="src-in t3 f12">{t('onlyEmbedded')}</p> : null}
          </PaneBody>
        </Pane>
        {/* Esc leads back to the list, the content has its own controls */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section
          className="pane src-detail"
          aria-label={chosen?.name ?? t('choose')}
          ref={detail}
          tabIndex={-1}
          onKeyDown={back}
        >
          {chosen ? (
            <SourceDetail
              source={chosen}
              onEdit={() => setDialog({ edit: chosen.id })}
              onRemove={() => setDialog({ remove: chosen.id })}
            />
          ) : list.data ? (
            <Empty
              icon={<Database size={22} strokeWidth={1.4} />}
              title={wanted === undefined ? t('choose') : t('gone')}
              text={wanted === undefined ? t('chooseText') : t('goneText')}
            />
          ) : null}
        </section>
      </Seams>
      {editing !== undefined && (editing === NEW || edited?.config) ? (
        <SourceDialog
          key={editing}
          source={edited}
          draft={drafts[editing] ?? (edited?.config ? draftOf(edited.config, edited) : emptyDraft())}
          onDraft={(draft) => setDrafts({ ...drafts, [editing]: draft })}
          onClose={close}
          onSaved={(saved) => {
            forget(editing);
            setDialog(undefined);
            go({ source: saved.id, add: undefined });
          }}
        />
      ) : null}
      {removed ? (
        <RemoveDialog
          source={removed}
          onClose={close}
          onRemoved={() => {
            forget(removed.id);
            setDialog(undefined);
            go({ source: undefined });
          }}
        />
      ) : null}
    </div>
  );
}
