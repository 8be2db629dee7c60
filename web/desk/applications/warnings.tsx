// What a clerk must see before issuing, one line each.
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { DeskApplication } from '../../../domain/desk-view';
import { useWords } from '../words';

export function Warnings({ application: { warnings, payer } }: { application: DeskApplication }) {
  const t = useWords();
  if (!warnings.length) return null;
  return (
    <ul className="bar warn">
      {warnings.map((warning) => (
        <li key={warning}>
          <WarningRegular aria-hidden />
          <span>
            <b>{t(`warnings.${warning}.what`)}</b> {t(`warnings.${warning}.why`, { payer })}
          </span>
        </li>
      ))}
    </ul>
  );
}
