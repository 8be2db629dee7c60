// The account's own page: what can be changed, signing out here and everywhere, another password.
import { say } from '../../locales';
import { changePassword } from '../../services/account/change-password';
import { linkTo } from '../../services/account/accounts';
import type { OpenAccountSession } from '../../services/account/session';
import { run } from '../../services/run';
import { sessionCookie, signedIn, withCookie } from './account-cookie';
import { form, inputField, type Mistake } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { seeOther, signInPage } from './login';
import { accountField, newPasswordFields, newPasswordMistakes } from './new-password';
import { end, localeOf, mistakeOf, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/account';
const PASSWORD = '/account/password';
const EVERYWHERE = '/account/sign-out';

type Handle = (request: PageRequest, open: OpenAccountSession) => Promise<PageResponse>;

export function accountRoutes(context: PageContext): Route[] {
  const { deps } = context;

  /** Whoever is not signed in is asked to, and comes back. */
  const own =
    (next: string, handle: Handle): Route['handle'] =>
    async (request) => {
      const open = await signedIn(deps, request);
      return open ? handle(request, open) : seeOther(href('/login', { next }), undefined);
    };

  return [
    { method: 'GET', path: PATH, handle: own(PATH, async (request, open) => overview(context, request, open)) },
    { method: 'GET', path: PASSWORD, handle: own(PASSWORD, async (request, open) => ask(context, request, open)) },
    { method: 'POST', path: PASSWORD, handle: own(PASSWORD, (request, open) => change(context, request, open)) },
    {
      method: 'POST',
      path: EVERYWHERE,
      handle: own(PATH, (request, open) => signOutEverywhere(context, request, open)),
    },
  ];
}

function overview(context: PageContext, request: PageRequest, { account }: OpenAccountSession): PageResponse {
  const locale = localeOf(request, account.body.locale);
  const t = words(locale);
  const { email } = account.body;
  const links = [
    { to: '/', label: say('bills:title') },
    { to: PASSWORD, label: say('pages:me.password') },
    { to: '/account/email', label: say('pages:email.title') },
    { to: '/account/data', label: say('privacy:mine.title') },
  ];
  return respond(context, {
    locale,
    path: PATH,
    title: say('pages:me.title'),
    main: html`<p class="note">${t(say('pages:me.signedIn', { email }))}</p>
<ul class="go">${links.map(({ to, label }) => html`<li><a href="${href(to, { lang: locale })}">${t(label)}</a></li>`)}</ul>
${form(t, { action: '/logout', keep: { lang: locale }, submit: say('pages:me.out') })}
${form(t, { action: EVERYWHERE, keep: { lang: locale }, submit: say('pages:me.everywhere'), quiet: true })}
<p class="hint">${t(say('pages:me.everywhereHint'))}</p>`,
  });
}

function ask(
  context: PageContext,
  request: PageRequest,
  { account }: OpenAccountSession,
  mistakes: Mistake[] = [],
): PageResponse {
  const { email, locale: own } = account.body;
  const locale = localeOf(request, own);
  const t = words(locale);
  const clean = mistakes.length === 0;
  const current = { name: 'current', type: 'password', autocomplete: 'current-password', autofocus: clean } as const;
  return respond(context, {
    locale,
    path: PASSWORD,
    title: say('pages:me.password'),
    failed: !clean,
    status: clean ? 200 : 422,
    main: html`${paragraph(t, say('pages:me.passwordLead'))}
${form(t, {
  action: PASSWORD,
  keep: { lang: locale },
  mistakes,
  fields: html`${accountField(t, email)}${inputField(t, { ...current, label: say('pages:me.current') }, mistakes)}${newPasswordFields(t, mistakes, { autofocus: false })}`,
  submit: say('pages:me.password'),
})}
<p><a href="${href(PATH, { lang: locale })}">${t(say('pages:me.back'))}</a></p>`,
  });
}

async function change(context: PageContext, request: PageRequest, open: OpenAccountSession): Promise<PageResponse> {
  const { deps } = context;
  const locale = localeOf(request, open.account.body.locale);
  const { current = '', password = '' } = request.form;
  const missing: Mistake[] = current ? [] : [{ slot: 'current', text: say('pages:problem.missingPassword') }];
  const typed = [...missing, ...newPasswordMistakes(request.form)];
  if (typed.length) return ask(context, request, open, typed);
  const { ip, device } = request;
  const done = await changePassword(deps, open, { current, password, ip, device });
  if (!done.ok) return ask(context, request, open, [mistakeOf(context, locale, done)]);
  const page = end(context, {
    locale,
    path: PATH,
    title: say('pages:me.passwordDone'),
    texts: [say('pages:me.passwordDoneText')],
    to: { path: PATH, label: say('pages:me.back') },
  });
  return withCookie(page, sessionCookie(deps, done.token));
}

/** ASVS 5.0 7.5.2, 7.4.1: sessions in all browsers end, and all chats. */
async function signOutEverywhere(
  context: PageContext,
  request: PageRequest,
  { account }: OpenAccountSession,
): Promise<PageResponse> {
  const { deps } = context;
  const by = {
    role: 'customer',
    conversation: `account:${account.body.id}`,
    link: linkTo(deps, account.body),
  } as const;
  await run(deps, { id: deps.newId(), by, type: 'signOutEverywhere' });
  const page = signInPage(context, {
    locale: localeOf(request, account.body.locale),
    note: say('pages:door.outEverywhere'),
  });
  return withCookie(page, sessionCookie(deps, ''));
}
