import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Role, roles } from '#core/contract/base.ts';
import type { ApiToken } from '#core/contract/identity.ts';
import { api } from '../../shell/index.ts';
import {
  Button,
  type Column,
  ConfirmDialog,
  DataTable,
  Dialog,
  Empty,
  ErrorState,
  Field,
  Pane,
  PaneBody,
  PaneHead,
  Select,
  Skeleton,
  showToast,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { identityWords } from './words.ts';

/** Tokens of programs: made here, shown once, revoked here. */
export function TokensPane() {
  const t = useWords(identityWords);
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const list = useQuery(api.identity.tokens.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const refresh = () => client.invalidateQueries({ queryKey: api.identity.tokens.key() });
  const revoke = useMutation(
    api.identity.tokens.revoke.mutationOptions({
      onSettled: refresh,
      onSuccess: () => showToast({ title: t('revoked') }),
      onError: () => showToast({ kind: 'fail', title: t('failed'), text: t('unreachable') }),
    }),
  );
  const columns: Column<ApiToken>[] = [
    { key: 'name', head: t('tokenName'), cell: (row) => row.name, sort: (row) => row.name, isKey: true },
    { key: 'role', head: t('role'), cell: (row) => t(row.role) },
    { key: 'by', head: t('madeBy'), cell: (row) => row.createdBy },
    {
      key: 'used',
      head: t('lastUsed'),
      kind: 'number',
      cell: (row) => (row.lastUsedAt === null ? t('never') : format.age(now - row.lastUsedAt)),
      sort: (row) => row.lastUsedAt,
    },
    {
      key: 'expires',
      head: t('expires'),
      kind: 'number',
      cell: (row) => format.time(row.expiresAt, 'day'),
      sort: (row) => row.expiresAt,
    },
    {
      key: 'do',
      head: '',
      headLabel: t('revoke'),
      kind: 'number',
      cell: (row) => (
        <Button small tone="ghost" onClick={() => setRevoking(row)}>
          {t('revoke')}
        </Button>
      ),
    },
  ];
  return (
    <Pane label={t('tokens')}>
      <PaneHead title={t('tokens')} meta={t('tokensMeta')}>
        <Button small onClick={() => setAdding(true)}>
          {t('addToken')}
        </Button>
      </PaneHead>
      <PaneBody flush>
        {list.isPending ? <Skeleton rows={3} /> : null}
        {list.error ? <ErrorState title={t('unreachable')} onRetry={() => void list.refetch()} /> : null}
        {list.data ? (
          <DataTable
            label={t('tokens')}
            columns={columns}
            rows={list.data}
            rowKey={(row) => row.id}
            empty={<Empty title={t('noTokens')} text={t('noTokensText')} />}
          />
        ) : null}
      </PaneBody>
      {adding ? (
        <AddToken
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
            void refresh();
          }}
        />
      ) : null}
      {secret === undefined ? null : (
        <Dialog
          title={t('secretTitle')}
          text={t('secretText')}
          onClose={() => setSecret(undefined)}
          footer={
            <>
              <Button onClick={() => setSecret(undefined)}>{t('close')}</Button>
              <Button
                tone="primary"
                onClick={() => {
                  void navigator.clipboard.writeText(secret).then(() => showToast({ title: t('copied') }));
                }}
              >
                {t('copy')}
              </Button>
            </>
          }
        >
          <code className="secret-box mono">{secret}</code>
        </Dialog>
      )}
      {revoking ? (
        <ConfirmDialog
          title={t('revokeTitle', { name: revoking.name })}
          text={t('revokeText')}
          action={t('revoke')}
          danger
          onClose={() => setRevoking(undefined)}
          onConfirm={() => {
            revoke.mutate({ id: revoking.id });
            setRevoking(undefined);
          }}
        />
      ) : null}
    </Pane>
  );
}

function AddToken({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const t = useWords(identityWords);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const create = useMutation(api.identity.tokens.create.mutationOptions({ onSuccess: (made) => onMade(made.secret) }));
  const count = Number(days);
  const goodDays = Number.isInteger(count) && count >= 1 && count <= 366;
  return (
    <Dialog
      title={t('addToken')}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            disabled={name.trim() === '' || !goodDays || create.isPending}
            onClick={() => create.mutate({ name: name.trim(), role, days: count })}
          >
            {t('addToken')}
          </Button>
        </>
      }
    >
      <div className="form-grid">
        <Field
          label={t('tokenName')}
          value={name}
          data-autofocus
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t('role')}
          value={role}
          options={roles.map((one) => ({ value: one, label: t(one) }))}
          onChange={setRole}
        />
        <Field
          label={t('days')}
          inputMode="numeric"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          error={goodDays ? undefined : t('daysRule')}
        />
        {create.error ? (
          <p role="alert" className="c-critical f12">
            {t('unreachable')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
