// What the server says of the place where the desk runs, from the page's own element.
export type DeskLocale = 'zh-CN' | 'en-US';
export const DESK_LOCALES: readonly DeskLocale[] = ['zh-CN', 'en-US'];

export interface DeskConfig {
  locale: DeskLocale;
  /** Where each language's words are. */
  wordsUrls: Record<DeskLocale, string>;
}

/** Of the request that brought the page: styles that the components make carry it. */
export const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';

export const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as DeskConfig;
