import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Role, roles } from '#core/contract/base.ts';
import { loginSchema, passwordSchema } from '#core/contract/identity.ts';
import { api, problemOf } from '../../shell/index.ts';
import { Button, Dialog, Field, Select, showToast, useWords } from '../../ui/index.ts';
import { identityWords } from './words.ts';

export function AddOperatorDialog({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const t = useWords(identityWords);
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [password, setPassword] = useState('');
  const add = useMutation(
    api.identity.operators.add.mutationOptions({
      onSuccess: (operator) => {
        showToast({ title: t('added'), text: operator.name });
        onAdded();
        onClose();
      },
    }),
  );
  const badLogin = login !== '' && !loginSchema.safeParse(login).success;
  const badPassword = password !== '' && !passwordSchema.safeParse(password).success;
  const taken = add.error && problemOf(add.error).reason === 'login-taken';
  const ready =
    name.trim() !== '' && loginSchema.safeParse(login).success && passwordSchema.safeParse(password).success;
  return (
    <Dialog
      title={t('add')}
      width={460}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            disabled={!ready || add.isPending}
            onClick={() => add.mutate({ name: name.trim(), login, role, password })}
          >
            {t('add')}
          </Button>
        </>
      }
    >
      <div className="form-grid">
        <Field label={t('name')} value={name} data-autofocus onChange={(event) => setName(event.target.value)} />
        <Field
          label={t('login')}
          mono
          value={login}
          autoComplete="off"
          onChange={(event) => setLogin(event.target.value.toLowerCase())}
          help={t('loginRule')}
          error={taken ? t('loginTaken') : badLogin ? t('loginRule') : undefined}
        />
        <Select
          label={t('role')}
          value={role}
          options={roles.map((one) => ({ value: one, label: t(one) }))}
          onChange={setRole}
        />
        <Field
          label={t('password')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          help={t('passwordRule')}
          error={badPassword ? t('passwordRule') : undefined}
        />
        {add.error && !taken ? (
          <p role="alert" className="c-critical f12">
            {t('unreachable')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
