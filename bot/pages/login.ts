// Signing in with the Fapiao account, for this browser; and signing out of it.
import { type Locale, say, type Text } from '../../locales';
import { checkCredentials } from '../../services/account/credentials';
import { beginAccountSession, endAccountSession } from '../../services/account/session';
import { sessionCookie, signedIn, withCookie } from './account-cookie';
import { remembering } from './device';
import { credentialFields, missingCredentials } from './credentials';
import { form, type Mistake } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { localeOf, mistakeOf, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/login';
/** ASVS 5.0 3.7.2: where a sign-in may lead, all of it ours; the first is where it leads by itself. */
const NEXT = ['/', '/account', '/account/password'];

/** To another page of ours, by GET. */
export function seeOther(path: string, locale?: Locale): PageResponse {
  const headers = { Location: href(path, locale ? { lang: locale } : {}), 'Cache-Control': 'no-store' };
  return { status: 303, headers, body: '' };
}

export interface SignInPage {
  locale: Locale;
  email?: string;
  mistakes?: Mistake[];
  next?: string;
  /** Why somebody stands here who was signed in before. */
  note?: Text;
}

/** The page that asks for address and password. */
export function signInPage(
  context: PageContext,
  { locale, email = '', mistakes = [], next, note }: SignInPage,
): PageResponse {
  const t = words(locale);
  const clean = mistakes.length === 0;
  const fields = credentialFields(t, { email, mistakes });
  return respond(context, {
    locale,
    path: PATH,
    ...(next ? { query: { next } } : {}),
    title: say('pages:door.title'),
    failed: !clean,
    status: clean ? 200 : 422,
    nobody: true,
    main: html`${note && html`<p class="note" role="status">${t(note)}</p>`}${paragraph(t, say('pages:door.lead'))}
${form(t, { action: PATH, keep: { lang: locale, next }, mistakes, fields, submit: say('pages:door.submit') })}
<p><a href="${href('/forgot', { lang: locale })}">${t(say('pages:door.forgot'))}</a></p>
<p class="hint">${t(say('pages:door.none'))} <a href="${href(context.chatPath, { lang: locale })}">${t(say('pages:door.register'))}</a></p>`,
  });
}

const nextOf = ({ query, form: given }: PageRequest): string | undefined =>
  NEXT.find((path) => path === (given.next ?? query.next));

export function loginRoutes(context: PageContext): Route[] {
  const { deps } = context;

  async function act(request: PageRequest): Promise<PageResponse> {
    const locale = localeOf(request);
    const next = nextOf(request);
    const { email = '', password = '' } = request.form;
    const again = (mistakes: Mistake[]) =>
      signInPage(context, { locale, email: email.slice(0, 254), mistakes, ...(next ? { next } : {}) });
    const missing = missingCredentials(request);
    if (missing.length) return again(missing);
    const { ip, device } = request;
    // ASVS 5.0 6.3.1, 6.3.8: the limits, and the cost for known and unknown, of every sign-in.
    const checked = await checkCredentials(deps, { email, password, ip, device });
    if (!checked.ok) return again([mistakeOf(context, locale, checked)]);
    const token = await beginAccountSession(deps, checked.account.body, await signedIn(deps, request));
    const there = seeOther(next ?? '/', request.lang);
    return withCookie(remembering(deps, request, email, there), sessionCookie(deps, token));
  }

  return [
    {
      method: 'GET',
      path: PATH,
      async handle(request) {
        const next = nextOf(request);
        if (await signedIn(deps, request)) return seeOther(next ?? '/', request.lang);
        return signInPage(context, { locale: localeOf(request), ...(next ? { next } : {}) });
      },
    },
    { method: 'POST', path: PATH, handle: act },
    {
      method: 'POST',
      path: '/logout',
      async handle(request) {
        const open = await signedIn(deps, request);
        if (open) await endAccountSession(deps, open);
        const page = signInPage(context, { locale: localeOf(request), note: say('pages:door.out') });
        return withCookie(page, sessionCookie(deps, ''));
      },
    },
  ];
}
