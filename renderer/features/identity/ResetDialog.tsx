import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Operator, passwordSchema } from '#core/contract/identity.ts';
import { api, problemOf } from '../../shell/index.ts';
import { Button, Dialog, showToast, useWords } from '../../ui/index.ts';
import { PasswordField } from './PasswordField.tsx';
import { identityWords } from './words.ts';

/** An admin sets another operator's password. */
export function ResetDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const t = useWords(identityWords);
  const [password, setPassword] = useState('');
  const [pressed, setPressed] = useState(false);
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
            disabled={reset.isPending}
            onClick={() => {
              setPressed(true);
              if (good) reset.mutate({ id: operator.id, password });
            }}
          >
            {t('reset')}
          </Button>
        </>
      }
    >
      <PasswordField
        label={t('newPassword')}
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        onBlur={() => password === '' || setPressed(true)}
        help={pressed && !good ? undefined : t('passwordRule')}
        error={pressed && !good ? t('passwordRule') : undefined}
      />
      {reset.error ? (
        <p role="alert" className="c-critical f12">
          {problemOf(reset.error).reason === 'forbidden' ? t('needsAdmin') : t('unreachable')}
        </p>
      ) : null}
    </Dialog>
  );
}
