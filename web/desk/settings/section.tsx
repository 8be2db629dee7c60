// What the form of a section is given, and its heading.
import type { ReactNode } from 'react';
import type { Settings } from '../../../domain/settings';
import type { SettingsAnswer } from '../../../domain/settings-view';
import type { FieldRefusal } from '../door/refusal';
import { useWords } from '../words';

export interface SectionProps {
  settings: Settings;
  data: SettingsAnswer;
  set: (change: Partial<Settings>) => void;
  /** What the server says of a field, by its name. */
  refused: (slot: string) => FieldRefusal;
}

export const SECTION_NAMES = ['hours', 'contact', 'carriers', 'calendar', 'silent', 'reasons'] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

const BEGINS: readonly [string, SectionName][] = [
  ['phone', 'contact'],
  ['branch', 'contact'],
  ['workingDays', 'calendar'],
];

/** The section that a field or a change stands in: `branch.phone`, `calendar.2027`. */
export const sectionOf = (slot: string): SectionName =>
  BEGINS.find(([begin]) => slot.startsWith(begin))?.[1] ??
  SECTION_NAMES.find((name) => slot.startsWith(name)) ??
  'hours';

export function SectionHead({ name, children }: { name: SectionName; children?: ReactNode }) {
  const t = useWords();
  return (
    <header className="settings-head">
      <h2>{t(`settings.sections.${name}`)}</h2>
      {children}
      <p className="quiet">{t(`settings.leads.${name}`)}</p>
    </header>
  );
}
