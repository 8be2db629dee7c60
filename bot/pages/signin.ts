// The sign-in page: address and password here, then a code to type back into the chat that gave the link.
import { type Locale, say } from '../../locales';
import { peekSignIn, signIn } from '../../services/account/signin';
import { remembering } from './device';
import { credentialFields, missingCredentials } from './credentials';
import { form, type Mistake } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { isOver, localeOf, mistakeOf, over, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/signin';

export function signInRoutes(context: PageContext): Route[] {
  const { deps, business } = context;

  function ask(locale: Locale, token: string, email = '', mistakes: Mistake[] = []): PageResponse {
    const t = words(locale);
    const fields = credentialFields(t, { email, mistakes, hint: say('pages:pasteAllowed') });
    return respond(context, {
      locale,
      path: PATH,
      query: { r: token },
      title: say('pages:signIn.title'),
      failed: mistakes.length > 0,
      status: mistakes.length > 0 ? 422 : 200,
      main: html`<p class="note"><b>${t(say('pages:signIn.lead'))}</b></p>${paragraph(t, say('pages:signIn.only'))}
${form(t, { action: PATH, keep: { r: token, lang: locale }, mistakes, fields, submit: say('pages:signIn.submit') })}
<p><a href="${href('/forgot', { lang: locale })}">${t(say('pages:signIn.forgot'))}</a></p>
<p class="hint">${t(say('pages:signIn.forgotEmail', { phone: business.phone }))}</p>`,
    });
  }

  async function show(request: PageRequest): Promise<PageResponse> {
    const { r: token = '' } = request.query;
    const found = await peekSignIn(deps, token);
    return found.ok ? ask(localeOf(request, found.locale), token) : over(context, request, 'signIn', PATH);
  }

  async function act(request: PageRequest): Promise<PageResponse> {
    const { r: token = '', email = '', password = '' } = request.form;
    const missing = missingCredentials(request);
    const { ip, device } = request;
    const done = missing.length > 0 ? undefined : await signIn(deps, { token, email, password, ip, device });
    if (done?.ok)
      return remembering(deps, request, email, code(localeOf(request, done.locale), token, done.code, done.expiresAt));
    if (done && isOver(done.reason)) return over(context, request, 'signIn', PATH);
    const locale = localeOf(request);
    return ask(locale, token, email.slice(0, 254), done ? [mistakeOf(context, locale, done)] : missing);
  }

  function code(locale: Locale, token: string, digits: string, until: string): PageResponse {
    const t = words(locale);
    return respond(context, {
      locale,
      path: PATH,
      query: { r: token },
      title: say('pages:signIn.codeTitle'),
      main: html`<p class="code" translate="no">${digits}</p>
${paragraph(t, say('pages:signIn.code', { until: { time: until } }))}
<p class="note">${t(say('pages:signIn.codeOnly'))}</p>
${paragraph(t, say('pages:goOnInChat'))}`,
    });
  }

  return [
    { method: 'GET', path: PATH, handle: show },
    { method: 'POST', path: PATH, handle: act },
  ];
}
