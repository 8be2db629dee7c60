// What ends a small form beside what it is about: it is sent, or given up.
import { Button } from '@fluentui/react-components';
import { useWords } from './words';

export function FormButtons({ send, pending, close }: { send: string; pending: boolean; close: () => void }) {
  const t = useWords();
  return (
    <div className="row">
      <Button appearance="primary" size="small" type="submit" disabledFocusable={pending}>
        {send}
      </Button>
      <Button size="small" onClick={close}>
        {t('cancel')}
      </Button>
    </div>
  );
}
