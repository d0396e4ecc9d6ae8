import { type ReactNode, useState } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Field, KeyValue } from './Field.tsx';
import { StatusGlyph } from './StatusGlyph.tsx';
import { uiWords } from './words/uiWords.ts';
import { useWords } from './words/useWords.ts';

export interface Guard {
  verdict: 'pass' | 'warning' | 'fail';
  name: ReactNode;
  text: ReactNode;
}

export interface ConfirmDialogProps {
  title: ReactNode;
  text?: ReactNode;
  /** Verb and count, e.g. `Roll back 6 hosts`. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
  /** Argument array that will run, one item a line. */
  argv?: readonly string[];
  /** Hosts, user, environment, time-out, stop rule, verify, take back. Laid out in two columns. */
  facts?: readonly { name: ReactNode; value: ReactNode; mono?: boolean }[];
  guards?: readonly Guard[];
  /** Destructive: the operator types this name before the button works. */
  typeName?: string;
  danger?: boolean;
  note?: ReactNode;
  /** A second way out, e.g. a dry run. */
  extra?: ReactNode;
  /** Work is under way: the button waits. */
  busy?: boolean;
  children?: ReactNode;
}

/** Says what will happen before it does: what runs, where, as whom, and what can be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, action, onConfirm, onClose, argv, facts, guards, typeName, danger, note, extra, busy } = props;
  const t = useWords(uiWords);
  const [typed, setTyped] = useState('');
  const blocked = guards?.some((guard) => guard.verdict === 'fail') === true;
  const ready = !blocked && busy !== true && (typeName === undefined || typed.trim() === typeName);
  const verdicts = { pass: t('passes'), warning: t('warns'), fail: t('blocks') };
  const half = Math.ceil((facts?.length ?? 0) / 2);
  const confirm = () => {
    if (ready) onConfirm();
  };
  return (
    <Dialog
      title={title}
      text={text}
      glyph={<StatusGlyph kind="warning" size={22} />}
      onClose={onClose}
      width={780}
      note={note}
      footer={
        <>
          <Button tone="ghost" keys="Escape" onClick={onClose}>
            {t('cancel')}
          </Button>
          {extra}
          <Button tone={danger ? 'danger-solid' : 'primary'} aria-disabled={!ready || undefined} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      {argv ? (
        <>
          <div className="sub">{t('runsWithoutShell')}</div>
          <ol className="argv mono" aria-label={t('argv')}>
            {argv.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity of an argument
              <li key={at}>
                <span className="t3">{at}</span>
                <span>{item}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {facts ? (
        <div className="facts">
          <KeyValue items={facts.slice(0, half)} />
          <KeyValue items={facts.slice(half)} />
        </div>
      ) : null}
      {props.children}
      {guards ? (
        <>
          <div className="sub">{t('guards')}</div>
          <ul className="guards">
            {guards.map((guard, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: guards stand in a fixed order and hold no state
              <li key={at}>
                <StatusGlyph kind={guard.verdict} size={13} label={verdicts[guard.verdict]} />
                <span className="t1">{guard.name}</span>
                <span className={guard.verdict === 'pass' ? 't3' : 'c-warning'}>{guard.text}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {typeName === undefined ? null : (
        <form
          className="type-name"
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          <Field
            label={t('typeToConfirm', { name: typeName })}
            mono
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </form>
      )}
    </Dialog>
  );
}
