// The words of the client: one namespace of one language at a time, fetched when the language changes.

export interface Words {
  locale: string;
  texts: Record<string, unknown>;
}

/** The text of a key (`demo.inbox`) with its `{{names}}` filled. */
export type T = (key: string, values?: Record<string, string | number>) => string;

export function createWords(first: Words, urls: Record<string, string>) {
  let words = first;

  const t: T = (key, values = {}) => {
    const found = key
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words.texts);
    const text = typeof found === 'string' ? found : key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };

  return {
    t,
    locale: () => words.locale,
    /** Fetches a language. Answers false, and keeps the old one, when that fails. */
    async use(locale: string): Promise<boolean> {
      const url = urls[locale];
      if (!url) return false;
      try {
        const response = await fetch(url);
        if (!response.ok) return false;
        words = { locale, texts: (await response.json()) as Record<string, unknown> };
        return true;
      } catch {
        return false;
      }
    },
  };
}
