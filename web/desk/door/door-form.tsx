// A form at the door: sends once, says what was refused under its last field's sentence, and nothing is lost.
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface DoorFormProps {
  send: () => void;
  pending: boolean;
  /** What the button says. */
  action: string;
  /** Beside the button. */
  other?: ReactNode;
  children: ReactNode;
}

export const DoorForm = ({ send, pending, action, other, children }: DoorFormProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      send();
    }}
  >
    {children}
    <div className="row">
      <Button appearance="primary" type="submit" disabledFocusable={pending}>
        {action}
      </Button>
      {other}
    </div>
  </form>
);
