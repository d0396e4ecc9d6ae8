import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { passwordSchema } from '#core/contract/identity.ts';
import { api, problemOf, useCaller, useMay } from '../../shell/index.ts';
import { Button, Dialog, Field, showToast, useWords } from '../../ui/index.ts';
import { identityWords } from './words.ts';

/** An operator's own password. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(identityWords);
  const caller = useCaller();
  const mayList = useMay('lead');
  const list = useQuery(api.identity.operators.list.queryOptions({ enabled: mayList === true }));
  const hasPassword = list.data?.find((one) => one.id === caller?.operatorId)?.hasPassword ?? true;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation(
    api.identity.changePassword.mutationOptions({
      onSuccess: () => {
        showToast({ title: t('passwordChanged') });
        onClose();
      },
    }),
  );
  const tooShort = next !== '' && !passwordSchema.safeParse(next).success;
  const wrong = change.error && problemOf(change.error).reason === 'wrong-password';
  return (
    <Dialog
      title={t('changePassword')}
      {...(hasPassword ? {} : { text: t('firstPasswordText') })}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            disabled={change.isPending || !passwordSchema.safeParse(next).success}
            onClick={() => change.mutate({ current: hasPassword ? current : null, next })}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="form-grid">
        {hasPassword ? (
          <Field
            label={t('currentPassword')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
            error={wrong ? t('wrongPassword') : undefined}
          />
        ) : null}
        <Field
          label={t('newPassword')}
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
          help={t('passwordRule')}
          error={tooShort ? t('passwordRule') : undefined}
        />
        {change.error && !wrong ? (
          <p role="alert" className="c-critical f12">
            {t('unreachable')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
