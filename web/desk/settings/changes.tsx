// What a version changed, part by part: what was struck through, what is in green.
import type { SettingChange } from '../../../domain/settings';
import { useWords, type Words } from '../words';
import { linesOf } from './days';

const WORDS: Record<string, string> = { carriers: 'settings.carrier', silent: 'events', reasons: 'reasons' };
const PARTS: Record<string, string> = { 'branch.phone': 'branchPhone' };

function labelOf(what: string, t: Words): string {
  const [first = '', second = '', third] = what.split('.');
  if (first === 'calendar') return t(`settings.parts.${third}`, { year: second });
  return t(`settings.parts.${PARTS[what] ?? (second || first)}`);
}

function shownOf(what: string, items: readonly string[], t: Words): string {
  const [section = ''] = what.split('.');
  if (section === 'calendar') return linesOf(items).split('\n').join(', ');
  const words = WORDS[section];
  return items.map((one) => (words ? t(`${words}.${one}`) : one)).join(', ');
}

export function Changes({ changes }: { changes: readonly SettingChange[] }) {
  const t = useWords();
  return (
    <ul className="changes">
      {changes.map(({ what, before, after }) => (
        <li key={what}>
          {labelOf(what, t)} {before.length > 0 && <del>{shownOf(what, before, t)}</del>}{' '}
          {after.length > 0 && <ins>{shownOf(what, after, t)}</ins>}
        </li>
      ))}
    </ul>
  );
}
