import { useState } from 'react';
import { Field, type FieldProps, useWords } from '../../ui/index.ts';
import { identityWords } from './words.ts';

/** A password with a switch that shows what was typed. */
export function PasswordField(props: Omit<FieldProps, 'type' | 'suffix'>) {
  const t = useWords(identityWords);
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      autoComplete="new-password"
      spellCheck={false}
      suffix={
        <button type="button" className="show-password" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? t('hidePassword') : t('showPassword')}
        </button>
      }
    />
  );
}
