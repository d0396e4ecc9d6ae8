import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Operator } from '#core/contract/identity.ts';
import { api, problemOf, useCaller, useMay } from '../../shell/index.ts';
import {
  Button,
  type Column,
  ConfirmDialog,
  DataTable,
  ErrorState,
  Pane,
  PaneBody,
  PaneHead,
  Seams,
  Skeleton,
  showToast,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { AddOperatorDialog } from './AddOperatorDialog.tsx';
import { EditOperatorDialog } from './EditOperatorDialog.tsx';
import { ResetDialog } from './ResetDialog.tsx';
import { TokensPane } from './TokensPane.tsx';
import { identityWords } from './words.ts';
import './identity.css';

/** Operators and the tokens of programs. */
export default function OperatorsPage() {
  const t = useWords(identityWords);
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const isAdmin = useMay('admin');
  const caller = useCaller();
  const list = useQuery(api.identity.operators.list.queryOptions());
  const [dialog, setDialog] = useState<'add' | { edit: Operator } | { reset: Operator } | { disable: Operator }>();
  // All of identity: who changes their own name or role acts as that from now on.
  const refresh = () => client.invalidateQueries({ queryKey: api.identity.key() });
  const refusals: Readonly<Record<string, string>> = { 'last-admin': t('lastAdmin'), forbidden: t('needsAdmin') };
  const update = useMutation(
    api.identity.operators.update.mutationOptions({
      onSettled: refresh,
      onError: (error) =>
        showToast({
          kind: 'fail',
          title: t('failed'),
          text: refusals[problemOf(error).reason] ?? t('unreachable'),
        }),
    }),
  );
  const setDisabled = (operator: Operator, disabled: boolean) =>
    update.mutate(
      { id: operator.id, disabled },
      {
        onSuccess: () =>
          showToast({
            title: t('changed'),
            text: operator.name,
            undo: () => update.mutate({ id: operator.id, disabled: !disabled }),
          }),
      },
    );
  const forbidden = list.error !== null && problemOf(list.error).reason === 'forbidden';
  const columns: Column<Operator>[] = [
    { key: 'name', head: t('name'), cell: (row) => row.name, sort: (row) => row.name, isKey: true },
    {
      key: 'login',
      head: t('login'),
      cell: (row) => <span className="mono">{row.login}</span>,
      sort: (row) => row.login,
    },
    { key: 'role', head: t('role'), cell: (row) => t(row.role), sort: (row) => row.role },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (row.disabled ? t('disabled') : row.hasPassword ? t('active') : t('noPassword')),
    },
    {
      key: 'seen',
      head: t('lastSeen'),
      kind: 'number',
      cell: (row) => {
        if (row.id === caller?.operatorId) return t('now');
        return row.lastSeenAt === null ? t('never') : format.age(now - row.lastSeenAt);
      },
      sort: (row) => row.lastSeenAt,
    },
    {
      key: 'do',
      head: '',
      headLabel: t('state'),
      kind: 'number',
      cell: (row) =>
        isAdmin ? (
          <span className="row" style={{ justifyContent: 'flex-end' }}>
            <Button small tone="ghost" onClick={() => setDialog({ edit: row })}>
              {t('edit')}
            </Button>
            <Button small tone="ghost" onClick={() => setDialog({ reset: row })}>
              {t('reset')}
            </Button>
            <Button
              small
              tone="ghost"
              onClick={() => (row.disabled ? setDisabled(row, false) : setDialog({ disable: row }))}
            >
              {row.disabled ? t('enable') : t('disable')}
            </Button>
          </span>
        ) : null,
    },
  ];
  return (
    <div className="page">
      <Seams style={{ flex: 1, gridTemplateRows: 'minmax(0, 1fr) minmax(0, 1fr)' }}>
        <Pane label={t('operators')}>
          <PaneHead title={t('operators')} meta={t('operatorsMeta')}>
            {isAdmin ? (
              <Button small tone="primary" onClick={() => setDialog('add')}>
                {t('add')}
              </Button>
            ) : null}
          </PaneHead>
          <PaneBody flush>
            {list.isPending ? <Skeleton rows={4} /> : null}
            {list.error ? (
              <ErrorState title={forbidden ? t('notAllowed') : t('unreachable')} onRetry={() => void list.refetch()} />
            ) : null}
            {list.data && !forbidden ? (
              <DataTable label={t('operators')} columns={columns} rows={list.data} rowKey={(row) => row.id} primary />
            ) : null}
          </PaneBody>
        </Pane>
        {isAdmin ? (
          <TokensPane />
        ) : (
          <Pane>
            <span />
          </Pane>
        )}
      </Seams>
      {dialog === 'add' ? (
        <AddOperatorDialog onClose={() => setDialog(undefined)} onAdded={() => void refresh()} />
      ) : null}
      {typeof dialog === 'object' && 'edit' in dialog ? (
        <EditOperatorDialog
          operator={dialog.edit}
          onClose={() => setDialog(undefined)}
          onChanged={() => void refresh()}
          onUndo={(before) => update.mutate(before)}
        />
      ) : null}
      {typeof dialog === 'object' && 'reset' in dialog ? (
        <ResetDialog operator={dialog.reset} onClose={() => setDialog(undefined)} />
      ) : null}
      {typeof dialog === 'object' && 'disable' in dialog ? (
        <ConfirmDialog
          title={t('disableTitle', { name: dialog.disable.name })}
          text={t('disableText')}
          action={t('disable')}
          danger
          onClose={() => setDialog(undefined)}
          onConfirm={() => {
            setDisabled(dialog.disable, true);
            setDialog(undefined);
          }}
        />
      ) : null}
    </div>
  );
}
