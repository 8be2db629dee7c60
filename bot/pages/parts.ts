// What several pages share: who answers, links that are dead, good ends, and refusals in words.
import type { Reason } from '../../domain/result';
import { type Locale, say, type Text } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { type Mistake, reasonText } from './form';
import { html, type Part } from './html';
import { href, type Place, paragraph, respond, words } from './layout';
import type { PageRequest, PageResponse } from './route';

export interface PageContext extends Place {
  deps: Deps;
  /** Where the chat is: a path of ours. */
  chatPath: string;
}

/** `?lang=` first, then the record's own, then what the browser prefers. */
export const localeOf = (request: PageRequest, own?: Locale): Locale => request.lang ?? own ?? request.locale;

/** A service's refusal as a mistake of the form. */
export const mistakeOf = (
  context: PageContext,
  locale: Locale,
  { reason, slot }: { reason: Reason; slot?: string },
): Mistake => ({ slot: slot ?? '', text: reasonText(context, locale, reason) });

/** Refusals after which no form helps any more: the link itself is over. */
const OVER = new Set(['linkDead', 'linkExpired', 'notMeLate']);
export const isOver = ({ code }: Reason): boolean => OVER.has(code);

export type Kind = 'file' | 'activate' | 'notMe' | 'notUs' | 'signIn' | 'reset' | 'email' | 'undo' | 'data';

const NEXT: Record<Kind, { what: Text; to?: { path: string; label: Text } }> = {
  file: { what: say('pages:expired.file') },
  activate: { what: say('pages:expired.activate') },
  notMe: { what: say('pages:expired.notMe') },
  notUs: { what: say('pages:expired.notUs') },
  signIn: { what: say('pages:expired.signIn') },
  reset: { what: say('pages:expired.reset'), to: { path: '/forgot', label: say('pages:expired.resetAgain') } },
  email: { what: say('pages:expired.email'), to: { path: '/account/email', label: say('pages:expired.emailAgain') } },
  undo: { what: say('pages:expired.undo') },
  data: { what: say('privacy:mine.expired'), to: { path: '/account/data', label: say('privacy:mine.again') } },
};

/** The link is dead: why, what to do next, and the way there. */
export function over(context: PageContext, request: PageRequest, kind: Kind, path: string): PageResponse {
  const locale = localeOf(request);
  const t = words(locale);
  const { what, to = { path: context.chatPath, label: say('pages:toChat') } } = NEXT[kind];
  return respond(context, {
    locale,
    path,
    status: 410,
    title: say('pages:expired.title'),
    main: html`${paragraph(t, say('pages:expired.reason'), what)}${onward(t(to.label), href(to.path, { lang: locale }))}`,
  });
}

/** The page's one next step, as a button that is a link. */
export const onward = (label: string, to: string): Part => html`<p><a class="primary" href="${to}">${label}</a></p>`;

export interface End {
  locale: Locale;
  title: Text;
  texts: Text[];
  path: string;
  query?: Record<string, string>;
  /** The next step; the chat where there is none. */
  to?: { path: string; label: Text };
  /** Not a success: without the tick. */
  plain?: boolean;
}

/** A page on which something came to its end. */
export function end(context: PageContext, { locale, title, texts, path, query, to, plain }: End): PageResponse {
  const t = words(locale);
  const next = to ?? { path: context.chatPath, label: say('pages:toChat') };
  return respond(context, {
    locale,
    title,
    path,
    query,
    main: html`${!plain && html`<p class="done" aria-hidden="true">✓</p>`}${paragraph(t, ...texts)}${onward(t(next.label), href(next.path, { lang: locale }))}`,
  });
}

/** Too much at once: nothing was done, the same page or form may go through in `seconds`. */
export function busy(
  context: PageContext,
  request: PageRequest,
  path: string,
  seconds: number,
  status = 503,
): PageResponse {
  const locale = localeOf(request);
  const t = words(locale);
  const { t: token, r } = { ...request.query, ...request.form };
  const query = { ...(token ? { t: token } : {}), ...(r ? { r } : {}) };
  const page = respond(context, {
    locale,
    path,
    query,
    status,
    title: say('pages:busy.title'),
    main: html`${paragraph(t, say('pages:busy.lead', { phone: context.business.phone }))}${onward(t(say('pages:busy.again')), href(path, { ...query, lang: locale }))}`,
  });
  return { ...page, headers: { ...page.headers, 'Retry-After': String(seconds) } };
}

export type Trouble = 'broken' | 'tooLarge' | 'refused';

const TROUBLES: Record<Trouble, { status: number; title: Text; lead: Text }> = {
  broken: { status: 503, title: say('pages:broken.title'), lead: say('pages:broken.lead') },
  tooLarge: { status: 413, title: say('pages:tooLarge.title'), lead: say('pages:tooLarge.lead') },
  refused: { status: 403, title: say('pages:refused.title'), lead: say('pages:refused.lead') },
};

/** A request that could not be answered as asked; it changed nothing. */
export function trouble(context: PageContext, request: PageRequest, what: Trouble): PageResponse {
  const locale = localeOf(request);
  const { status, title, lead } = TROUBLES[what];
  const main = paragraph(words(locale), lead);
  return respond(context, { locale, title, main, status, path: context.chatPath });
}
