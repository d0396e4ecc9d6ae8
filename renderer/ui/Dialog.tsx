import { Modal } from '@mantine/core';
import { X } from 'lucide-react';
import { Children, type ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { uiWords } from './words/uiWords.ts';
import { useWords } from './words/useWords.ts';

export interface DialogProps {
  title: ReactNode;
  /** One sentence under the title. */
  text?: ReactNode;
  glyph?: ReactNode;
  onClose: () => void;
  /** Without any, there is no body. */
  children?: ReactNode;
  footer?: ReactNode;
  /** Grey sentence at the left of the footer. */
  note?: ReactNode;
  width?: number;
}

/** Whether nothing of it is drawn. */
function isNothing(children: ReactNode): boolean {
  return Children.toArray(children).every((child) => child === '');
}

/** A modal dialog: traps focus, closes by Esc, returns focus to where it came from. Render it only while open. */
export function Dialog({ title, text, glyph, onClose, children, footer, note, width = 560 }: DialogProps) {
  const t = useWords(uiWords);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={width}
      centered
      transitionProps={{ duration: 0 }}
      zIndex={300}
      radius={6}
      classNames={{ content: 'wf-modal' }}
    >
      <Modal.Overlay className="scrim" />
      <Modal.Content>
        <div className="dlg-head">
          {glyph}
          <div>
            <Modal.Title className="dlg-title">{title}</Modal.Title>
            {text === undefined ? null : <p>{text}</p>}
          </div>
          <IconButton className="close" icon={<X size={16} strokeWidth={1.4} />} label={t('close')} onClick={onClose} />
        </div>
        {isNothing(children) ? null : <div className="dlg-body">{children}</div>}
        {footer === undefined ? null : (
          <div className="dlg-foot">
            <span className="note">{note}</span>
            {footer}
          </div>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}
