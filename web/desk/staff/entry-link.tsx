// A way in, shown once: the administrator hands it on in person.
import { Button } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { when } from '../format';
import { say } from '../say';
import { useWords } from '../words';
import type { Entered } from './writes';

export function EntryLinkShown({ name, url, expiresAt, close }: Entered & { close: () => void }) {
  const t = useWords();
  return (
    <div className="entry-link" role="status">
      <p>{t('staff.entry', { name, until: when(expiresAt, t) })}</p>
      <code>{url}</code>
      <div className="row">
        <Button
          size="small"
          appearance="primary"
          icon={<CopyRegular />}
          onClick={() => void navigator.clipboard.writeText(url).then(() => say(t('staff.copied')))}
        >
          {t('staff.copy')}
        </Button>
        <Button size="small" onClick={close}>
          {t('close')}
        </Button>
      </div>
    </div>
  );
}
