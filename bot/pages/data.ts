// "My data": a copy to download, or everything erased; opened by the password, or by the mail that the chat asked for.
import { type Locale, say } from '../../locales';
import { eraseMyData, openMyData, peekMyData } from '../../services/privacy/my-data';
import { exportPerson } from '../privacy/export-person';
import { form, inputField, type Mistake } from './form';
import { html } from './html';
import { pageHeaders, paragraph, respond, words } from './layout';
import { accountField } from './new-password';
import { end, isOver, localeOf, mistakeOf, over, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/account/data';

export function dataRoutes(context: PageContext): Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      handle: async (request) =>
        request.query.t ? show(context, request, request.query.t) : ask(context, localeOf(request)),
    },
    {
      method: 'POST',
      path: PATH,
      handle(request) {
        const { t: token = '', way } = request.form;
        if (!token) return open(context, request);
        return way === 'erase'
          ? erase(context, request, token)
          : way === 'export'
            ? download(context, request, token)
            : show(context, request, token);
      },
    },
  ];
}

function ask(context: PageContext, locale: Locale, email = '', mistakes: Mistake[] = []): PageResponse {
  const t = words(locale);
  const clean = mistakes.length === 0;
  const fields = html`
${inputField(t, { name: 'email', type: 'email', label: say('pages:field.email'), autocomplete: 'username', value: email, autofocus: clean }, mistakes)}
${inputField(t, { name: 'password', type: 'password', label: say('pages:field.currentPassword'), autocomplete: 'current-password', hint: say('pages:pasteAllowed') }, mistakes)}`;
  return respond(context, {
    locale,
    path: PATH,
    title: say('privacy:mine.title'),
    failed: !clean,
    status: clean ? 200 : 422,
    main: html`${paragraph(t, say('privacy:mine.lead'))}<p class="note">${t(say('pages:ownAccount'))}</p>
${form(t, { action: PATH, keep: { lang: locale }, mistakes, fields, submit: say('privacy:mine.submit') })}`,
  });
}

async function show(
  context: PageContext,
  request: PageRequest,
  token: string,
  mistakes: Mistake[] = [],
): Promise<PageResponse> {
  const found = await peekMyData(context.deps, token);
  if (!found.ok) return over(context, request, 'data', PATH);
  const { account, plan } = found;
  const locale = localeOf(request, account.body.locale);
  const t = words(locale);
  const keep = { t: token, lang: locale };
  const kept = plan.kept.length
    ? say('privacy:mine.eraseKept', { numbers: { items: plan.kept } })
    : say('privacy:mine.eraseNothingKept');
  const texts = [say('privacy:mine.eraseWhat'), kept, say('privacy:mine.eraseAfter'), say('privacy:mine.eraseBackups')];
  return respond(context, {
    locale,
    path: PATH,
    query: { t: token },
    title: say('privacy:mine.title'),
    failed: mistakes.length > 0,
    status: mistakes.length > 0 ? 422 : 200,
    main: html`${accountField(t, plan.email)}
<h2>${t(say('privacy:mine.download'))}</h2>${paragraph(t, say('privacy:mine.downloadWhat'))}
${form(t, { action: PATH, keep: { ...keep, way: 'export' }, submit: say('privacy:mine.download') })}
<h2>${t(say('privacy:mine.erase'))}</h2>${paragraph(t, ...texts)}
${form(t, { action: PATH, keep: { ...keep, way: 'erase' }, mistakes, submit: say('privacy:mine.erase'), danger: true })}`,
  });
}

async function download(context: PageContext, request: PageRequest, token: string): Promise<PageResponse> {
  const found = await peekMyData(context.deps, token);
  if (!found.ok) return over(context, request, 'data', PATH);
  const body = `${JSON.stringify(await exportPerson(context.deps, found.account), null, 2)}\n`;
  const headers = {
    // ASVS 5.0 14.3.2: in no cache, as every page.
    ...pageHeaders(context.publicUrl),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="my-data.json"',
  };
  return { status: 200, headers, body };
}

async function erase(context: PageContext, request: PageRequest, token: string): Promise<PageResponse> {
  const done = await eraseMyData(context.deps, token);
  const locale = localeOf(request);
  if (done.ok)
    return end(context, {
      locale,
      path: PATH,
      title: say('privacy:mine.doneTitle'),
      texts: [say('privacy:mine.done'), say('privacy:mine.doneMail')],
    });
  if (isOver(done.reason)) return over(context, request, 'data', PATH);
  return show(context, request, token, [mistakeOf(context, locale, done)]);
}

async function open(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const locale = localeOf(request);
  const { email = '', password = '' } = request.form;
  const missing: Mistake[] = [];
  if (!email.trim()) missing.push({ slot: 'email', text: say('pages:problem.missingEmail') });
  if (!password) missing.push({ slot: 'password', text: say('pages:problem.missingPassword') });
  if (missing.length) return ask(context, locale, email.slice(0, 254), missing);
  const { ip, device } = request;
  const opened = await openMyData(context.deps, { email, password, ip, device });
  if (!opened.ok) return ask(context, locale, email.slice(0, 254), [mistakeOf(context, locale, opened)]);
  return show(context, request, opened.token);
}
