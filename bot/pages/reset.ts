// The page of the reset link: a strong password that is offered, or one's own.
import { type Locale, say } from '../../locales';
import { peekReset, resetPassword } from '../../services/account/password';
import { generatePassword } from '../../services/account/passwords';
import { remembering } from './device';
import { form, type Mistake } from './form';
import { html } from './html';
import { paragraph, respond, words } from './layout';
import { accountField, newPasswordFields, newPasswordMistakes } from './new-password';
import { end, isOver, localeOf, mistakeOf, over, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/reset';

export function resetRoutes(context: PageContext): Route[] {
  const { deps } = context;

  /** `own`: that way was chosen before, and something was wrong with it. */
  function ask(
    locale: Locale,
    token: string,
    { email, mistakes = [], own = false }: { email: string; mistakes?: Mistake[]; own?: boolean },
  ): PageResponse {
    const t = words(locale);
    // Made anew for each showing and stored nowhere: it only counts once it is posted.
    const offered = generatePassword(deps.random);
    const choice = (value: string, checked: boolean) =>
      html`<input type="radio" name="way" value="${value}"${checked && html` checked`}>`;
    const fields = html`${accountField(t, email)}
<div class="choice"><label>${choice('offered', !own)} ${t(say('pages:reset.offered'))}</label>
<div class="inside"><p class="offered" translate="no">${offered}</p><p class="hint">${t(say('pages:reset.offeredHint'))}</p></div></div>
<div class="choice"><label>${choice('own', own)} ${t(say('pages:reset.own'))}</label>
<div class="inside">${newPasswordFields(t, mistakes, { autofocus: false })}</div></div>`;
    return respond(context, {
      locale,
      path: PATH,
      query: { t: token },
      title: say('pages:reset.title'),
      failed: mistakes.length > 0,
      status: mistakes.length > 0 ? 422 : 200,
      main: html`${paragraph(t, say('pages:reset.lead'))}<p class="note">${t(say('pages:ownAccount'))}</p>
${form(t, { action: PATH, keep: { t: token, lang: locale, offered }, mistakes, fields, submit: say('pages:reset.submit') })}`,
    });
  }

  async function show(request: PageRequest): Promise<PageResponse> {
    const { t: token = '' } = request.query;
    const found = await peekReset(deps, token);
    if (!found.ok) return over(context, request, 'reset', PATH);
    return ask(localeOf(request, found.locale), token, { email: found.email });
  }

  async function act(request: PageRequest): Promise<PageResponse> {
    const { t: token = '', way, offered = '', password = '' } = request.form;
    const own = way === 'own';
    const typed = own ? newPasswordMistakes(request.form) : [];
    const done =
      typed.length > 0
        ? undefined
        : await resetPassword(deps, { token, password: own ? password : offered, ip: request.ip });
    if (done?.ok) {
      const page = end(context, {
        locale: localeOf(request, done.locale),
        path: '/forgot',
        title: say('pages:reset.doneTitle'),
        texts: [say('pages:reset.done')],
      });
      return remembering(deps, request, done.email, page);
    }
    if (done && isOver(done.reason)) return over(context, request, 'reset', PATH);
    const found = await peekReset(deps, token);
    if (!found.ok) return over(context, request, 'reset', PATH);
    const locale = localeOf(request, found.locale);
    return ask(locale, token, {
      email: found.email,
      mistakes: done ? [mistakeOf(context, locale, done)] : typed,
      own,
    });
  }

  return [
    { method: 'GET', path: PATH, handle: show },
    { method: 'POST', path: PATH, handle: act },
  ];
}
