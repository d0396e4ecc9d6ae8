import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Operator, passwordSchema } from '#core/contract/identity.ts';
import { api } from '../../shell/index.ts';
import { Button, Dialog, Field, showToast, useWords } from '../../ui/index.ts';
import { identityWords } from './words.ts';

/** An admin sets another operator's password. */
export function ResetDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const t = useWords(identityWords);
  const [password, setPassword] = useState('');
  const reset = useMutation(
    api.identity.operators.resetPassword.mutationOptions({
      onSuccess: () => {
        showToast({ title: t('resetDone'), text: operator.name });
        onClose();
      },
    }),
  );
  const good = passwordSchema.safeParse(password).success;
  return (
    <Dialog
      title={`${t('reset')}: ${operator.name}`}
      text={t('resetText')}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            disabled={!good || reset.isPending}
            onClick={() => reset.mutate({ id: operator.id, password })}
          >
            {t('reset')}
          </Button>
        </>
      }
    >
      <Field
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        help={t('passwordRule')}
        error={password !== '' && !good ? t('passwordRule') : undefined}
      />
      {reset.error ? (
        <p role="alert" className="c-critical f12">
          {t('unreachable')}
        </p>
      ) : null}
    </Dialog>
  );
}
