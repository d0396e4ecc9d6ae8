import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { LayoutDashboard } from 'lucide-react';
import { useMemo, useState } from 'react';
import { usePageTitle } from '../../app/pageTitle.ts';
import { useLocalized } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  Pane,
  PaneHead,
  Skeleton,
  useFormat,
  useWords,
} from '../../ui/index.ts';
import './boards.css';
import { boardWords } from './words.ts';

interface Row {
  id: string;
  title: string;
  description: string;
  panels: number;
  builtIn: boolean;
}

/** All boards. Enter opens one. */
export default function BoardsPage() {
  const t = useWords(boardWords);
  const text = useLocalized();
  const format = useFormat();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<string>();
  const list = useQuery(api.boards.list.queryOptions());
  usePageTitle(t('title'));
  const rows = (list.data ?? []).map(
    (board): Row => ({ ...board, title: text(board.title), description: text(board.description) }),
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'title',
        head: t('name'),
        isKey: true,
        width: '30%',
        cell: (row) => (
          <Link className="board-link" to="/boards/$boardId" params={{ boardId: row.id }} tabIndex={-1}>
            {row.title}
          </Link>
        ),
        sort: (row) => row.title,
        title: (row) => row.title,
      },
      { key: 'description', head: t('description'), cell: (row) => row.description, title: (row) => row.description },
      {
        key: 'panels',
        head: t('panels'),
        kind: 'number',
        width: 90,
        cell: (row) => format.number(row.panels),
        sort: (row) => row.panels,
      },
      {
        key: 'origin',
        head: t('origin'),
        width: 130,
        cell: (row) => <Badge>{t(row.builtIn ? 'builtIn' : 'own')}</Badge>,
        sort: (row) => (row.builtIn ? 1 : 0),
      },
    ],
    [t, format],
  );
  return (
    <div className="page">
      <Pane label={t('title')} style={{ flex: 1 }}>
        <PaneHead title={t('title')} meta={list.data ? t('boardsCount', { count: rows.length }) : undefined} />
        {list.isError && !list.data ? (
          <ErrorState
            kind="fail"
            title={t('listFailed')}
            raw={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : list.data ? (
          <DataTable
            label={t('title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            selected={selected}
            onSelect={(row) => setSelected(row.id)}
            onOpen={(row) => void navigate({ to: '/boards/$boardId', params: { boardId: row.id } })}
            primary
            fixed
            empty={
              <Empty
                icon={<LayoutDashboard size={22} strokeWidth={1.4} />}
                title={t('noBoards')}
                text={t('noBoardsText')}
              >
                <Button small onClick={() => void list.refetch()}>
                  {t('askAgain')}
                </Button>
                <Button small tone="ghost" onClick={() => void navigate({ to: '/health' })}>
                  {t('toHealth')}
                </Button>
              </Empty>
            }
          />
        ) : (
          <Skeleton rows={4} />
        )}
      </Pane>
    </div>
  );
}
