// The Bills & payments page: an empty frame with its settings, which the script fills; and the chat widget by its one line.
import type { Business } from '../../domain/business';
import { formatValue, LOCALES, type Locale, NAMES, say } from '../../locales';
import { MAX_BILLS } from '../pdf/routes';
import type { Assets } from './assets';
import { html, settingsElement } from './html';
import { pageHeaders, words } from './layout';
import type { PageResponse } from './route';

export interface BillsPageOptions {
  assets: Assets;
  publicUrl: string;
  business: Pick<Business, 'phone' | 'phoneHours'>;
}

/**
 * ASVS 5.0 3.4.3: only what is ours. `frame-src` is the chat; PDFs are opened in windows of their own, which a `blob:`
 * address of this page makes.
 */
const CSP = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `frame-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Who may be signed in there: whoever holds an account, by the session of this browser; or anybody, in the demo. */
export type Way = 'account' | 'demo';

/** The page as an answer. */
export function billsPage(options: BillsPageOptions, { locale, way }: { locale: Locale; way: Way }): PageResponse {
  const headers = { ...pageHeaders(options.publicUrl, CSP), Vary: 'Accept-Language, Cookie' };
  return { status: 200, headers, body: page(options, locale, way) };
}

function page({ assets, business }: BillsPageOptions, locale: Locale, way: Way): string {
  const t = words(locale);
  const textUrls = Object.fromEntries(LOCALES.map((each) => [each, assets.url(`bills-${each}.json`)]));
  const config = {
    locale,
    textUrls,
    names: NAMES,
    way,
    tokenUrl: way === 'demo' ? '/demo/host-token' : '/account/token',
    signInUrl: '/login',
    signOutUrl: '/logout',
    accountUrl: '/account',
    issueUrl: '/dev/issue',
    inboxUrl: '/dev/inbox',
    chatUrl: '/chat',
    phone: business.phone,
    hours: Object.fromEntries(LOCALES.map((each) => [each, formatValue(each, { hours: business.phoneHours })])),
    maxBills: MAX_BILLS,
  };
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${t(say('bills:title'))}</title>
<meta name="description" content="${t(say('bills:description'))}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url('bills.css')}">
<link rel="preload" as="fetch" crossorigin href="${textUrls[locale]}">
${settingsElement(config)}
<script defer src="${assets.url('bills.js')}"></script>
<script async src="/widget.js" data-locale="auto"></script>
</head>
<body>
<noscript>${t(say('bills:noScript', { phone: business.phone }))}</noscript>
<div id="page"><main><h1>${t(say('bills:title'))}</h1><p>${t(say('bills:loading'))}</p></main></div>
</body>
</html>
`.toString();
}
