import { X } from 'lucide-react';
import { Button, IconButton } from '../Button.tsx';
import { useShortcut } from '../keys/shortcuts.ts';
import { StatusGlyph } from '../StatusGlyph.tsx';
import { say } from '../words/define.ts';
import { uiWords } from '../words/uiWords.ts';
import { useWords } from '../words/useWords.ts';
import { type Toast, useToasts } from './store.ts';

function ToastCard({ toast, newestUndo }: { toast: Toast; newestUndo: boolean }) {
  const t = useWords(uiWords);
  const dismiss = useToasts((state) => state.dismiss);
  const act = (run: () => void) => () => {
    dismiss(toast.id);
    run();
  };
  return (
    <div className="toast" role={toast.stays && toast.kind !== 'running' ? 'alert' : 'status'}>
      <StatusGlyph kind={toast.kind} />
      <div>
        <b>{toast.title}</b>
        {toast.text ? <div className="toast-text">{toast.text}</div> : null}
      </div>
      <div className="acts">
        {toast.undo ? (
          <Button small onClick={act(toast.undo)} keys={newestUndo ? 'z' : undefined}>
            {t('undo')}
          </Button>
        ) : null}
        {toast.action ? (
          <Button small tone="ghost" onClick={act(toast.action.run)}>
            {toast.action.label}
          </Button>
        ) : null}
        {toast.stays || !toast.undo ? (
          <IconButton icon={<X size={14} strokeWidth={1.4} />} label={t('dismiss')} onClick={() => dismiss(toast.id)} />
        ) : null}
      </div>
      {/* The life line is the timer: it pauses under the pointer and in focus, so nobody loses a race to Undo. */}
      {toast.stays ? null : <i className="life" onAnimationEnd={() => dismiss(toast.id)} />}
    </div>
  );
}

/** The messages of the page: bottom right, three at most, newest last. Put once, in the frame. */
export function Toasts() {
  const t = useWords(uiWords);
  const toasts = useToasts((state) => state.toasts);
  const newest = toasts.findLast((toast) => toast.undo !== undefined);
  useShortcut(newest ? 'z' : undefined, () => useToasts.getState().undoNewest(), { label: say(uiWords, 'undo') });
  return (
    <section className="toasts" aria-label={t('messages')} aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} newestUndo={toast.id === newest?.id} />
      ))}
    </section>
  );
}
