// The desk's words in the language of whoever works there; another language without a reload.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { config, DESK_LOCALES, type DeskLocale } from './config';

const KEPT = 'desk.locale';

export type Words = (key: string, values?: Record<string, string | number>) => string;

const wished = localStorage.getItem(KEPT);
const first = DESK_LOCALES.find((locale) => locale === wished) ?? config.locale;

async function load(locale: DeskLocale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'desk')) return;
  const words = (await (await fetch(config.wordsUrls[locale])).json()) as object;
  i18next.addResourceBundle(locale, 'desk', words);
}

/** Before anything is drawn. */
export async function loadWords(): Promise<void> {
  await i18next.init({
    lng: first,
    fallbackLng: false,
    defaultNS: 'desk',
    resources: {},
    interpolation: { escapeValue: false },
  });
  await speak(first);
}

export async function speak(locale: DeskLocale): Promise<void> {
  await load(locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}

export const spoken = (): DeskLocale => i18next.language as DeskLocale;

function subscribe(changed: () => void): () => void {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
}

/** The words of the language that is spoken now; what calls it is drawn again when that changes. */
export function useWords(): Words {
  const locale = useSyncExternalStore(subscribe, spoken);
  return i18next.getFixedT(locale) as Words;
}
