// The script that follows the loader: with what stands in the chat's place on other sites' pages when no chat comes, with the words and numbers that count now.
import type { Business } from '../../domain/business';
import { LOCALES, say, translate } from '../../locales';

/** The built script, after what it reads: nothing of it becomes a name of the page. */
export function moreScript(script: string, { phone, phoneHours }: Pick<Business, 'phone' | 'phoneHours'>): string {
  const words = Object.fromEntries(
    LOCALES.map((locale) => [
      locale,
      {
        title: translate(locale, say('pages:away.title')),
        lead: translate(locale, say('pages:away.lead')),
        again: translate(locale, say('pages:away.again')),
        page: translate(locale, say('pages:away.page')),
        help: translate(locale, say('pages:help', { phone, hours: { hours: phoneHours } })),
      },
    ]),
  );
  return `(()=>{const AWAY=${JSON.stringify({ phone, words })};${script}})()`;
}
