// The activation page: the link of the mail sets the password, and one of three numbers links the waiting chat.
import { type Locale, say, type Text } from '../../locales';
import { activate, peekActivation } from '../../services/account/activate';
import { pickNumber } from '../../services/account/pairing';
import { remembering } from './device';
import { form, type Mistake } from './form';
import { html } from './html';
import { hidden, paragraph, respond, words } from './layout';
import { accountField, newPasswordFields, newPasswordMistakes } from './new-password';
import { end, isOver, localeOf, mistakeOf, over, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/activate';
const NUMBER = '/activate/number';

export function activateRoutes(context: PageContext): Route[] {
  return [
    { method: 'GET', path: PATH, handle: (request) => show(context, request) },
    { method: 'POST', path: PATH, handle: (request) => act(context, request) },
    { method: 'POST', path: NUMBER, handle: (request) => pick(context, request) },
  ];
}

function ask(
  context: PageContext,
  locale: Locale,
  token: string,
  email: string,
  mistakes: Mistake[] = [],
): PageResponse {
  const t = words(locale);
  return respond(context, {
    locale,
    path: PATH,
    query: { t: token },
    title: say('pages:activate.title'),
    failed: mistakes.length > 0,
    status: mistakes.length > 0 ? 422 : 200,
    main: html`${paragraph(t, say('pages:activate.lead'))}<p class="note">${t(say('pages:ownAccount'))}</p>
${form(t, {
  action: PATH,
  keep: { t: token, lang: locale },
  mistakes,
  fields: html`${accountField(t, email)}${newPasswordFields(t, mistakes)}`,
  submit: say('pages:activate.submit'),
})}`,
  });
}

async function show(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const { t: token = '' } = request.query;
  const found = await peekActivation(context.deps, token);
  return found.ok
    ? ask(context, localeOf(request, found.locale), token, found.email)
    : over(context, request, 'activate', PATH);
}

async function act(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const { t: token = '', password = '' } = request.form;
  const typed = newPasswordMistakes(request.form);
  const done = typed.length > 0 ? undefined : await activate(context.deps, { token, password, ip: request.ip });
  if (done?.ok) {
    const locale = localeOf(request, done.locale);
    const { pairing, waits = false } = done;
    const page = pairing
      ? numbers(context, locale, pairing.token, pairing.choices.map(String), waits)
      : active(context, locale, waits);
    return remembering(context.deps, request, done.email, page);
  }
  if (done && isOver(done.reason)) return over(context, request, 'activate', PATH);
  const found = await peekActivation(context.deps, token);
  if (!found.ok) return over(context, request, 'activate', PATH);
  const locale = localeOf(request, found.locale);
  return ask(context, locale, token, found.email, done ? [mistakeOf(context, locale, done)] : typed);
}

function numbers(
  context: PageContext,
  locale: Locale,
  pairing: string,
  choices: string[],
  waits = false,
): PageResponse {
  const t = words(locale);
  const values = { pairing, choices: choices.join(','), ...(waits ? { waits: '1' } : {}), lang: locale };
  const { lang: _, ...kept } = values;
  return respond(context, {
    locale,
    path: NUMBER,
    // A GET would lose the numbers: the menu posts them again and gets the same page in another language.
    repost: { path: NUMBER, values: kept },
    title: say('pages:number.title'),
    main: html`<p class="done" aria-hidden="true">✓</p>${paragraph(t, say('pages:number.lead'), ...waitsText(context, waits))}
<form method="post" action="${NUMBER}">
${Object.entries(values).map(([name, value]) => hidden(name, value))}
<fieldset><legend>${t(say('pages:number.legend'))}</legend>
<div class="numbers">${choices.map((number) => html`<button name="choice" value="${number}" aria-label="${t(say('pages:number.choose', { number }))}">${number}</button>`)}</div>
</fieldset>
<p class="note">${t(say('pages:number.only'))}</p>
<p><button class="link" name="choice" value="none">${t(say('pages:number.none'))}</button></p>
</form>`,
  });
}

const waitsText = (context: PageContext, waits: boolean): Text[] =>
  waits ? [say('pages:activate.waits', { phone: context.business.phone })] : [];

const active = (context: PageContext, locale: Locale, waits: boolean): PageResponse =>
  end(context, {
    locale,
    path: PATH,
    title: say('pages:number.skippedTitle'),
    texts: [say('pages:number.skipped'), ...waitsText(context, waits)],
  });

async function pick(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const { pairing = '', choices = '', choice } = request.form;
  const locale = localeOf(request);
  const waits = request.form.waits === '1';
  if (choice === 'none') return active(context, locale, waits);
  const shown = /^\d\d(,\d\d){2}$/.test(choices) ? choices.split(',') : [];
  // Without a choice it was the language menu.
  if (choice === undefined && shown.length > 0) return numbers(context, locale, pairing, shown, waits);
  const picked = await pickNumber(context.deps, { pairing, choice: Number(choice) });
  const [title, text] = picked.ok
    ? ([say('pages:number.linkedTitle'), say('pages:number.linked')] as const)
    : ([say('pages:number.wrongTitle'), say('pages:number.wrong')] as const);
  const texts = picked.ok ? [text, say('pages:goOnInChat')] : [text];
  return end(context, { locale, path: PATH, title, texts, plain: !picked.ok });
}
