// The page in another language.
import { draw } from './draw';
import { writeAddress } from './filters';
import type { PageState } from './page-state';

export async function changeLanguage(page: PageState, locale: string): Promise<void> {
  if (!(await page.words.use(locale))) return page.top.relabel();
  writeAddress({ lang: locale });
  page.chat.locale(locale);
  relabel(page);
}

export function relabel(page: PageState): void {
  const { frame } = page;
  const { t } = page.words;
  document.documentElement.lang = page.words.locale();
  document.title = t('title');
  frame.crumbs.textContent = t('area');
  frame.title.textContent = t('title');
  frame.note.textContent = t('notFapiao');
  frame.skip.textContent = t('skip');
  frame.footHelp.textContent = t('help', {
    phone: page.config.phone,
    hours: page.config.hours[page.words.locale()] ?? '',
  });
  frame.footTimes.textContent = t('times');
  for (const part of [page.top, page.filters, page.commands, page.panel, page.detail]) part.relabel();
  page.actions.tell('');
  draw(page);
}
