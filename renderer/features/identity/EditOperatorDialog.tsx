import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { nameSchema, type Role, roles } from '#core/contract/base.ts';
import type { Operator } from '#core/contract/identity.ts';
import { api, problemOf } from '../../shell/index.ts';
import { Button, Dialog, Field, Select, showToast, useWords } from '../../ui/index.ts';
import { identityWords } from './words.ts';

/** Name and role of an operator. `onChanged` after it was done; `onUndo` takes it back. */
export function EditOperatorDialog({
  operator,
  onClose,
  onChanged,
  onUndo,
}: {
  operator: Operator;
  onClose: () => void;
  onChanged: () => void;
  onUndo: (before: { id: string; name: string; role: Role }) => void;
}) {
  const t = useWords(identityWords);
  const [name, setName] = useState(operator.name);
  const [role, setRole] = useState<Role>(operator.role);
  const update = useMutation(
    api.identity.operators.update.mutationOptions({
      onSuccess: (changed) => {
        const { id, name: oldName, role: oldRole } = operator;
        showToast({
          title: t('changed'),
          text: `${changed.name}: ${t(changed.role)}`,
          undo: () => onUndo({ id, name: oldName, role: oldRole }),
        });
        onChanged();
        onClose();
      },
    }),
  );
  const goodName = nameSchema.safeParse(name).success;
  const reason = update.error ? problemOf(update.error).reason : undefined;
  const lastAdmin = reason === 'last-admin';
  const submit = () => {
    if (!goodName) return;
    if (name.trim() === operator.name && role === operator.role) onClose();
    else update.mutate({ id: operator.id, name: name.trim(), role });
  };
  return (
    <Dialog
      title={`${t('edit')}: ${operator.name}`}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" disabled={update.isPending} onClick={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="form-grid">
        <Field
          label={t('name')}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.target.value)}
          error={goodName ? undefined : t('nameRule')}
        />
        <Select
          label={t('role')}
          value={role}
          options={roles.map((one) => ({ value: one, label: t(one) }))}
          onChange={setRole}
        />
        {reason === undefined ? null : (
          <p role="alert" className="c-critical f12">
            {lastAdmin ? t('lastAdmin') : reason === 'forbidden' ? t('needsAdmin') : t('unreachable')}
          </p>
        )}
      </div>
    </Dialog>
  );
}
