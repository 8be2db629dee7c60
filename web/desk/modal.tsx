// A question before everything else, as a form: the browser's own dialog, which keeps the focus, one above the other too.
import { Button } from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from './words';

interface ModalProps {
  title: string;
  /** What the button says that sends it. */
  action: string;
  pending: boolean;
  send: () => void;
  close: () => void;
  children: ReactNode;
}

/** Is open for as long as it is there. */
export function Modal({ title, action, pending, send, close, children }: ModalProps) {
  const t = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={id}
      onCancel={(event) => {
        // Whoever shows it takes it away.
        event.preventDefault();
        close();
      }}
      // Single letters do nothing below.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div className="row">
          <Button appearance="primary" type="submit" disabledFocusable={pending}>
            {action}
          </Button>
          <Button onClick={close}>{t('cancel')}</Button>
        </div>
      </form>
    </dialog>
  );
}
