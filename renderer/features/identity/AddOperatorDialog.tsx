import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Role, roles } from '#core/contract/base.ts';
import { api, problemOf } from '../../shell/index.ts';
import { Button, Dialog, Field, Select, showToast, useWords } from '../../ui/index.ts';
import { badFields, type DraftField } from './operatorDraft.ts';
import { PasswordField } from './PasswordField.tsx';
import { identityWords } from './words.ts';

const ruleOf = { name: 'nameRule', login: 'loginRule', password: 'passwordRule' } as const;

/** A new operator. What is wrong stands at its field once that was left, and at all of them after the button. */
export function AddOperatorDialog({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const t = useWords(identityWords);
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [password, setPassword] = useState('');
  const [left, setLeft] = useState<readonly DraftField[]>([]);
  const add = useMutation(
    api.identity.operators.add.mutationOptions({
      onSuccess: (operator) => {
        showToast({ title: t('added'), text: operator.name });
        onAdded();
        onClose();
      },
    }),
  );
  const bad = badFields({ name, login, password });
  const reason = add.error ? problemOf(add.error).reason : undefined;
  const taken = reason === 'login-taken' && add.variables?.login === login.trim();
  const leave = (field: DraftField) => () => setLeft((fields) => [...fields, field]);
  const wrong = (field: DraftField) => (bad.includes(field) && left.includes(field) ? t(ruleOf[field]) : undefined);
  const submit = () => {
    setLeft(['name', 'login', 'password']);
    if (bad.length === 0) add.mutate({ name: name.trim(), login: login.trim(), role, password });
  };
  return (
    <Dialog
      title={t('add')}
      width={460}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" disabled={add.isPending} onClick={submit}>
            {t('add')}
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
          onBlur={leave('name')}
          error={wrong('name')}
        />
        <Field
          label={t('login')}
          mono
          value={login}
          autoComplete="off"
          onChange={(event) => setLogin(event.target.value.toLowerCase())}
          onBlur={leave('login')}
          help={wrong('login') ? undefined : t('loginRule')}
          error={taken ? t('loginTaken') : wrong('login')}
        />
        <Select
          label={t('role')}
          value={role}
          options={roles.map((one) => ({ value: one, label: t(one) }))}
          onChange={setRole}
        />
        <PasswordField
          label={t('password')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onBlur={leave('password')}
          help={wrong('password') ? undefined : t('passwordRule')}
          error={wrong('password')}
        />
        {reason === undefined || taken || reason === 'login-taken' ? null : (
          <p role="alert" className="c-critical f12">
            {reason === 'forbidden' ? t('needsAdmin') : t('unreachable')}
          </p>
        )}
      </div>
    </Dialog>
  );
}
