// The frame of every page: language, head, headers, help line.
import type { Business } from '../../domain/business';
import { LOCALES, type Locale, NAMES, say, type Text, translate } from '../../locales';
import { html, type Markup, type Part } from './html';
import type { PageResponse } from './route';

/** What pages need to know of the place where they run. */
export interface Place {
  publicUrl: string;
  business: Business;
  /** Paths of the stylesheet and the script, each with its version; some pages have no script. */
  stylesheet: string;
  script?: string;
}

export interface Page {
  locale: Locale;
  title: Text;
  main: Part;
  status?: number;
  /** Where the language menu leads: a path of ours and its query without `lang`. */
  path: string;
  query?: Record<string, string>;
  /** Or, where a GET would lose what the page shows: the form that shows it again. */
  repost?: { path: string; values: Record<string, string> };
  /** The page shows a mistake: its title says so, for those who hear it. */
  failed?: boolean;
  /** Nobody is signed in: the chat stands beside it, and whatever a person left there is over. */
  nobody?: boolean;
  /** For tables. */
  wide?: boolean;
  /** Seconds after which the page loads itself again (dev inbox). */
  refresh?: number;
}

/**
 * ASVS 5.0 3.4.3: a Content-Security-Policy that allows what these pages use and nothing else. `data:` is
 * not used at all, scripts are our own; `frame-ancestors` keeps the pages out of other sites' frames (ASVS 5.0 3.4.6).
 */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** With the chat beside it: its launcher and its frame. */
const WITH_CHAT = `${CSP}; frame-src 'self'`;

/** The headers of every page. `csp` differs on the chat and the dev inbox. */
export function pageHeaders(publicUrl: string, csp: string = CSP): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': csp,
    // ASVS 5.0 3.4.5: tokens in our URLs reach nobody else. Not no-referrer: then our own forms send `Origin: null`.
    'Referrer-Policy': 'same-origin',
    // ASVS 5.0 14.3.2: pages with tokens and codes stay in no cache.
    'Cache-Control': 'no-store',
    // ASVS 5.0 3.4.4
    'X-Content-Type-Options': 'nosniff',
    // ASVS 5.0 3.4.8: a page that opened ours keeps no handle on it.
    'Cross-Origin-Opener-Policy': 'same-origin',
    // For browsers that do not know frame-ancestors.
    'X-Frame-Options': 'DENY',
    // ASVS 5.0 3.4.1: on https only; a browser ignores it elsewhere, and a local start must stay reachable.
    ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** A text in a language, ready for `html`. */
export type Words = (text: Text) => string;
export const words =
  (locale: Locale): Words =>
  (text) =>
    translate(locale, text);

export const paragraph = (t: Words, ...texts: Text[]): Markup[] => texts.map((text) => html`<p>${t(text)}</p>`);

/** An address of ours with its query. */
export const href = (path: string, query: Record<string, string>): string => {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
};

function languageMenu(page: Page, t: Words): Markup {
  const { repost } = page;
  const label = t(say('pages:language'));
  const entry = (locale: Locale): Markup => {
    if (locale === page.locale)
      return html`<li><span lang="${locale}" aria-current="true">${NAMES[locale]}</span></li>`;
    if (repost)
      return html`<li><button class="link" name="lang" value="${locale}" lang="${locale}">${NAMES[locale]}</button></li>`;
    const to = href(page.path, { ...page.query, lang: locale });
    return html`<li><a href="${to}" lang="${locale}" hreflang="${locale}">${NAMES[locale]}</a></li>`;
  };
  const list = html`<ul>${LOCALES.map(entry)}</ul>`;
  const body = repost
    ? html`<form method="post" action="${repost.path}">${Object.entries(repost.values).map(([name, value]) => hidden(name, value))}${list}</form>`
    : list;
  return html`<nav class="languages" aria-label="${label}">${body}</nav>`;
}

export const hidden = (name: string, value: string): Markup =>
  html`<input type="hidden" name="${name}" value="${value}">`;

/** A whole page as an answer. */
export function respond(place: Place, page: Page, csp?: string): PageResponse {
  const t = words(page.locale);
  const { phone, phoneHours } = place.business;
  const title = t(say('pages:titleOf', { title: t(page.title), brand: t(say('pages:brand')) }));
  const body = html`<!doctype html>
<html lang="${page.locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${page.refresh !== undefined && html`<meta http-equiv="refresh" content="${page.refresh}">`}
<title>${page.failed && '⚠ '}${title}</title>
<link rel="stylesheet" href="${place.stylesheet}">
${place.script && html`<script defer src="${place.script}"></script>`}
${page.nobody && html`<script async src="/widget.js" data-locale="auto"></script>`}
</head>
<body${page.wide && html` class="wide"`}${page.nobody && html` data-nobody`}>
<a class="skip" href="#main">${t(say('pages:skip'))}</a>
<header><p class="brand"><span class="seal" aria-hidden="true" lang="zh-CN">票</span> <span><b>${t(say('pages:brand'))}</b> <small>${t(say('pages:operator'))}</small></span></p></header>
<main id="main" tabindex="-1">
<h1>${t(page.title)}</h1>
${page.main}
</main>
<footer>
<p>${t(say('pages:help', { phone, hours: { hours: phoneHours } }))} <a href="${href('/privacy', { lang: page.locale })}">${t(say('privacy:footer'))}</a></p>
${languageMenu(page, t)}
</footer>
</body>
</html>
`;
  return {
    status: page.status ?? 200,
    headers: pageHeaders(place.publicUrl, csp ?? (page.nobody ? WITH_CHAT : CSP)),
    body: body.toString(),
  };
}
