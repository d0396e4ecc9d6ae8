import { type FormEvent, useEffect, useRef, useState } from 'react';
import { problemOf, session } from '../../shell/index.ts';
import { Button, Field, useWords } from '../../ui/index.ts';
import './identity.css';
import { identityWords } from './words.ts';

/** Stands instead of the page while nobody is signed in. */
export function SignInGate() {
  const t = useWords(identityWords);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await session.signIn(login, password);
    } catch (problem) {
      const reason = problemOf(problem).reason;
      setError(
        reason === 'wrong-login' ? t('wrongLogin') : reason === 'too-many-attempts' ? t('tooMany') : t('unreachable'),
      );
      setBusy(false);
    }
  };
  return (
    <div className="gate">
      <form
        className="gate-box"
        aria-label={t('signIn')}
        onSubmit={(event) => {
          void submit(event);
        }}
      >
        <h1>{t('signIn')}</h1>
        <p>{t('signInText')}</p>
        <Field
          label={t('login')}
          autoComplete="username"
          ref={first}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          required
        />
        <Field
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
        />
        <div role="alert" className="gate-error">
          {error}
        </div>
        <Button type="submit" tone="primary" disabled={busy || login === '' || password === ''}>
          {t('signIn')}
        </Button>
        <p className="t3 f11">{t('orOpen')}</p>
      </form>
    </div>
  );
}
