import { useEffect, useRef, useState } from 'react';
import { session, useCaller } from '../../shell/index.ts';
import { Avatar, showToast, useWords } from '../../ui/index.ts';
import { PasswordDialog } from './PasswordDialog.tsx';
import { identityWords } from './words.ts';

/** First letters of a name; a Korean name gives its first letter. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length > 1 ? `${words[0]?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}`.toUpperCase() : (name[0] ?? '?');
}

/** Who is at the desk, at the right of the top bar. */
export function OperatorMenu() {
  const t = useWords(identityWords);
  const caller = useCaller();
  const [open, setOpen] = useState(false);
  const [changing, setChanging] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node))
        setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  if (!caller) return null;
  return (
    <div className="operator-menu" ref={box}>
      <button type="button" className="chip" aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Avatar initials={initials(caller.name)} />
        <span className="sr">{`${caller.name}, ${t(caller.role)}`}</span>
        <span className="t1 only-xl" aria-hidden="true">
          {caller.name}
        </span>
        <span className="who-role" aria-hidden="true">
          {t(caller.role)}
        </span>
      </button>
      {open ? (
        <div className="menu pop" role="menu">
          <button
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={() => {
              setOpen(false);
              setChanging(true);
            }}
          >
            {t('changePassword')}
          </button>
          <button
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={() => {
              setOpen(false);
              session.signOut().catch(() => showToast({ kind: 'source', title: t('failed'), text: t('unreachable') }));
            }}
          >
            {t('signOut')}
          </button>
        </div>
      ) : null}
      {changing ? <PasswordDialog onClose={() => setChanging(false)} /> : null}
    </div>
  );
}
