// All keys on one sheet, and the switch for those who can't have single letters do things.
import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer, Switch } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { switchKeys, useKeysAreOn } from '../keys';
import { useWords } from '../words';

const SHEET: Record<string, readonly (readonly [what: string, ...keys: string[]])[]> = {
  everywhere: [
    ['find', '/'],
    ['goTo', 'g', 'a', 'c', 'k'],
    ['help', '?'],
    ['undo', 'u'],
  ],
  list: [
    ['move', 'j', 'k'],
    ['tick', 'x', 'X'],
    ['open', '↵', 'Esc'],
    ['next', 'n'],
  ],
  conversation: [
    ['claimNext', 'n'],
    ['take', 'a'],
    ['waitsForMe', '[', ']'],
    ['back', 'b'],
    ['transfer', 't'],
    ['end', 'e'],
    ['reply', 'r'],
    ['note', 'w'],
    ['kind', 'Tab'],
    ['send', '↵'],
  ],
  application: [
    ['issue', 'i'],
    ['delay', 'o'],
    ['reject', 'r'],
    ['mail', 'm'],
    ['label', 'p'],
    ['deliver', 'd'],
    ['files', 'f'],
    ['copy', 'c', 'C'],
    ['note', 'w'],
  ],
};

export function KeySheet({ close }: { close: () => void }) {
  const t = useWords();
  const on = useKeysAreOn();
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_, { open }) => open || close()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('close')} onClick={close} />}
        >
          {t('keys.title')}
        </DrawerHeaderTitle>
        <Switch label={t('keys.single')} checked={on} onChange={(_, { checked }) => switchKeys(checked)} />
      </DrawerHeader>
      <DrawerBody>
        <div className="sheet">
          {Object.entries(SHEET).map(([group, rows]) => (
            <section key={group}>
              <h2>{t(`keys.${group}.title`)}</h2>
              <dl>
                {rows.map(([what, ...keys]) => (
                  <div key={what}>
                    <dt>{t(`keys.${group}.${what}`)}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className="quiet">{t('keys.note')}</p>
      </DrawerBody>
    </OverlayDrawer>
  );
}
