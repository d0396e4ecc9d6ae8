import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowUp, FileText, Folder, Search } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { api, shell, useCapabilities } from '../../../shell/index.ts';
import {
  Button,
  Chip,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  Field,
  IconButton,
  Pane,
  PaneHead,
  Skeleton,
  showToast,
  useFormat,
  useWords,
} from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { cleanPath, isPlanPath, useDraft } from './draft.ts';
import { planWords } from './words.ts';

interface Entry {
  name: string;
  path: string;
  kind: 'folder' | 'plan';
  size: number | null;
  modifiedAt: number | null;
}

/** Folders and plans of the engine's machine: by list, places, a typed or pasted path, the host's dialog, or a drop. */
export function PlanBrowser() {
  const t = useWords(planWords);
  const problemText = useProblemText();
  const { folder, path, choose, openFolder: goTo } = useDraft();
  const { fileDialog } = useCapabilities();
  const [written, setWritten] = useState<string>();
  const [filter, setFilter] = useState('');
  const list = useQuery(
    api.loadtests.files.list.queryOptions({
      input: folder === '' ? {} : { path: folder },
      placeholderData: keepPreviousData,
      staleTime: 2000,
    }),
  );
  const openFolder = (to: string) => {
    setFilter('');
    setWritten(undefined);
    goTo(to);
  };
  const choosePlan = (to: string) => {
    setWritten(undefined);
    choose(to);
  };
  const take = (text: string) => {
    const to = cleanPath(text);
    if (to === '') return;
    if (isPlanPath(to)) choosePlan(to);
    else openFolder(to);
  };
  const browse = async () => {
    const chosen = await shell.chooseFile({ title: t('browseTitle'), extensions: ['jmx'] });
    if (chosen.path !== null) choosePlan(chosen.path);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [line = ''] = (event.dataTransfer.getData('text/uri-list') || event.dataTransfer.getData('text/plain')).split(
      /\r?\n/,
    );
    if (/^(file:|[/\\]|[A-Za-z]:[\\/]|["'])/.test(line.trim())) take(line);
    else showToast({ kind: 'info', title: t('droppedNoPath'), text: t('droppedNoPathText') });
  };
  const shown = list.error && !list.isPlaceholderData ? undefined : list.data;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the field inside takes the same by key
    <div className="lt-browser" role="presentation" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <Pane label={t('choose')} style={{ flex: 1 }}>
        <PaneHead title={t('choose')} meta={t('chooseMeta')}>
          {fileDialog ? (
            <Button small onClick={() => void browse()}>
              {t('browse')}
            </Button>
          ) : null}
        </PaneHead>
        <form
          className="lt-path"
          onSubmit={(event) => {
            event.preventDefault();
            take(written ?? shown?.path ?? '');
          }}
        >
          <Field
            label={t('path')}
            hideLabel
            mono
            spellCheck={false}
            autoComplete="off"
            placeholder={t('pathHint')}
            value={written ?? shown?.path ?? folder}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <Button type="submit">{t('goTo')}</Button>
        </form>
        <div className="lt-places" role="group" aria-label={t('places')}>
          {(shown?.places ?? list.data?.places ?? []).map((place) => (
            <Chip key={place.path} title={place.path} onClick={() => openFolder(place.path)}>
              {place.name === 'home' ? t('home') : place.name === 'root' ? t('root') : place.name}
            </Chip>
          ))}
        </div>
        <div className="lt-path">
          <IconButton
            icon={<ArrowUp size={16} strokeWidth={1.4} />}
            label={t('up')}
            disabled={!shown?.parent}
            onClick={() => shown?.parent && openFolder(shown.parent)}
          />
          <Field
            label={t('filter')}
            hideLabel
            placeholder={t('filter')}
            icon={<Search size={14} strokeWidth={1.4} aria-hidden="true" />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        {list.isPending ? <Skeleton rows={8} /> : null}
        {list.error ? (
          <ErrorState
            title={t('listFailed')}
            text={problemText(list.error).sentence}
            raw={problemText(list.error).raw}
            onRetry={() => void list.refetch()}
          >
            <Button small tone="ghost" onClick={() => openFolder('')}>
              {t('home')}
            </Button>
          </ErrorState>
        ) : null}
        {shown && !list.error ? (
          <Entries
            entries={shown.entries}
            filter={filter}
            chosen={path}
            clear={() => setFilter('')}
            onUp={shown.parent === null ? undefined : () => shown.parent !== null && openFolder(shown.parent)}
            onOpen={(entry) => (entry.kind === 'folder' ? openFolder(entry.path) : choosePlan(entry.path))}
          />
        ) : null}
        {shown?.truncated ? <p className="hint lt-pad">{t('truncated', { count: shown.entries.length })}</p> : null}
      </Pane>
    </div>
  );
}

interface EntriesProps {
  entries: readonly Entry[];
  filter: string;
  chosen: string;
  clear: () => void;
  onUp: (() => void) | undefined;
  onOpen: (entry: Entry) => void;
}

/** Entries of one folder. A click on a plan chooses it; folders open by Enter or a double click. */
function Entries({ entries, filter, chosen, clear, onUp, onOpen }: EntriesProps) {
  const t = useWords(planWords);
  const format = useFormat();
  const [selected, setSelected] = useState<string>();
  const wanted = filter.trim().toLowerCase();
  const rows = entries.filter((entry) => entry.name.toLowerCase().includes(wanted));
  const columns: Column<Entry>[] = [
    {
      key: 'name',
      head: t('fileName'),
      isKey: true,
      cell: (entry) => (
        <span className="row tight">
          {entry.kind === 'folder' ? (
            <Folder size={14} strokeWidth={1.4} role="img" aria-label={t('folder')} />
          ) : (
            <FileText size={14} strokeWidth={1.4} aria-hidden="true" />
          )}
          <span className="cut">{entry.name}</span>
        </span>
      ),
      title: (entry) => entry.path,
      sort: (entry) => entry.name,
    },
    {
      key: 'size',
      head: t('size'),
      kind: 'number',
      width: 84,
      cell: (entry) => (entry.size === null ? '' : format.bytes(entry.size)),
      sort: (entry) => entry.size,
    },
    {
      key: 'changed',
      head: t('changed'),
      kind: 'number',
      width: 112,
      cell: (entry) => format.time(entry.modifiedAt, 'dayClock'),
      sort: (entry) => entry.modifiedAt,
    },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key of the grid inside, caught where it bubbles to
    <div
      className="lt-fill"
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Backspace' || !onUp) return;
        event.preventDefault();
        onUp();
      }}
    >
      <DataTable
        label={t('choose')}
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.path}
        selected={selected ?? chosen}
        onSelect={(entry) => {
          setSelected(entry.path);
          if (entry.kind === 'plan') onOpen(entry);
        }}
        onOpen={onOpen}
        fixed
        primary
        empty={
          <Empty
            icon={<Folder size={22} strokeWidth={1.4} />}
            title={wanted === '' ? t('nothingHere') : t('nothingMatches', { text: filter })}
            text={t('nothingHereText')}
          >
            {wanted === '' ? null : (
              <Button small onClick={clear}>
                {t('clearFilter')}
              </Button>
            )}
            {onUp ? (
              <Button small tone="ghost" onClick={onUp}>
                {t('up')}
              </Button>
            ) : null}
          </Empty>
        }
      />
    </div>
  );
}
