// The page of whoever is not in yet: one thing in the middle.
import type { ReactNode } from 'react';
import { Language } from '../shell/language';
import { useWords } from '../words';

export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const t = useWords();
  return (
    <div className="door">
      <main className="door-box">
        <p className="door-brand">{t('brand')}</p>
        <h1>{title}</h1>
        {children}
      </main>
      <Language />
    </div>
  );
}
