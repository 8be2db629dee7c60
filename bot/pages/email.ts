// Changing the address: asked for with the password, confirmed at the new address, stopped from the old one.
import { type Locale, say } from '../../locales';
import {
  confirmEmail,
  peekConfirmEmail,
  peekUndoEmail,
  requestEmailChange,
  undoEmail,
} from '../../services/account/email';
import { form, inputField, type Mistake } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { accountField } from './new-password';
import { end, isOver, localeOf, mistakeOf, onward, over, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/account/email';
const CONFIRM = '/account/email/confirm';
const UNDO = '/account/email/undo';

export function emailRoutes(context: PageContext): Route[] {
  return [
    { method: 'GET', path: PATH, handle: async (request) => ask(context, localeOf(request)) },
    { method: 'POST', path: PATH, handle: (request) => change(context, request) },
    { method: 'GET', path: CONFIRM, handle: (request) => show(context, 'confirm', request, request.query.t ?? '') },
    { method: 'POST', path: CONFIRM, handle: (request) => confirm(context, request) },
    { method: 'GET', path: UNDO, handle: (request) => show(context, 'undo', request, request.query.t ?? '') },
    { method: 'POST', path: UNDO, handle: (request) => undo(context, request) },
  ];
}

function ask(
  context: PageContext,
  locale: Locale,
  typed: Record<string, string> = {},
  mistakes: Mistake[] = [],
): PageResponse {
  const t = words(locale);
  const clean = mistakes.length === 0;
  const value = (name: string) => (typed[name] ?? '').slice(0, 254);
  const fields = html`
${inputField(t, { name: 'email', type: 'email', label: say('pages:field.currentEmail'), autocomplete: 'username', value: value('email'), autofocus: clean }, mistakes)}
${inputField(t, { name: 'password', type: 'password', label: say('pages:field.currentPassword'), autocomplete: 'current-password', hint: say('pages:pasteAllowed') }, mistakes)}
${inputField(t, { name: 'newEmail', type: 'email', label: say('pages:field.newEmail'), autocomplete: 'email', value: value('newEmail') }, mistakes)}`;
  return respond(context, {
    locale,
    path: PATH,
    title: say('pages:email.title'),
    failed: !clean,
    status: clean ? 200 : 422,
    main: html`${paragraph(t, say('pages:email.lead'))}<p class="note">${t(say('pages:ownAccount'))}</p>
${form(t, { action: PATH, keep: { lang: locale }, mistakes, fields, submit: say('pages:email.submit') })}
<p><a href="${href('/forgot', { lang: locale })}">${t(say('pages:signIn.forgot'))}</a></p>`,
  });
}

async function change(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const locale = localeOf(request);
  const { email = '', password = '', newEmail = '' } = request.form;
  const missing: Mistake[] = [];
  if (!email.trim()) missing.push({ slot: 'email', text: say('pages:problem.missingEmail') });
  if (!password) missing.push({ slot: 'password', text: say('pages:problem.missingPassword') });
  if (!newEmail.trim()) missing.push({ slot: 'newEmail', text: say('pages:problem.missingNewEmail') });
  if (missing.length > 0) return ask(context, locale, request.form, missing);
  const { ip, device } = request;
  const asked = await requestEmailChange(context.deps, { email, password, newEmail, ip, device });
  if (!asked.ok) return ask(context, locale, request.form, [mistakeOf(context, locale, asked)]);
  return end(context, {
    locale,
    path: PATH,
    title: say('pages:email.doneTitle'),
    texts: [say('pages:email.done'), say('pages:email.told')],
  });
}

type Step = 'confirm' | 'undo';
const STEPS = {
  confirm: {
    path: CONFIRM,
    over: 'email',
    title: say('pages:confirm.title'),
    lead: say('pages:confirm.lead'),
    submit: say('pages:confirm.submit'),
    peek: peekConfirmEmail,
  },
  undo: {
    path: UNDO,
    over: 'undo',
    title: say('pages:undo.title'),
    lead: say('pages:undo.lead'),
    submit: say('pages:undo.submit'),
    peek: peekUndoEmail,
  },
} as const;

async function show(
  context: PageContext,
  step: Step,
  request: PageRequest,
  token: string,
  mistakes: Mistake[] = [],
): Promise<PageResponse> {
  const { path, over: kind, title, lead, submit, peek } = STEPS[step];
  const found = await peek(context.deps, token);
  if (!found.ok) return over(context, request, kind, path);
  const locale = localeOf(request, found.locale);
  const t = words(locale);
  const fields = accountField(t, found.email);
  return respond(context, {
    locale,
    path,
    query: { t: token },
    title,
    failed: mistakes.length > 0,
    status: mistakes.length > 0 ? 422 : 200,
    main: html`${paragraph(t, lead)}${form(t, { action: path, keep: { t: token, lang: locale }, mistakes, fields, submit })}`,
  });
}

async function confirm(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const { t: token = '' } = request.form;
  const done = await confirmEmail(context.deps, token);
  if (!done.ok) return refused(context, 'confirm', request, token, done);
  const locale = localeOf(request, done.locale);
  return end(context, {
    locale,
    path: PATH,
    title: say('pages:confirm.doneTitle'),
    texts: [say('pages:confirm.done')],
  });
}

async function undo(context: PageContext, request: PageRequest): Promise<PageResponse> {
  const { t: token = '' } = request.form;
  const done = await undoEmail(context.deps, token);
  if (!done.ok) return refused(context, 'undo', request, token, done);
  const locale = localeOf(request, done.locale);
  const t = words(locale);
  // The password that allowed the change is void; the service gives a link for a new one, once.
  const to = done.reset ? href('/reset', { t: done.reset, lang: locale }) : href('/forgot', { lang: locale });
  return respond(context, {
    locale,
    path: '/forgot',
    title: say('pages:undo.doneTitle'),
    main: html`<p class="done" aria-hidden="true">✓</p>${paragraph(t, say('pages:undo.done'))}${onward(t(say('pages:undo.newPassword')), to)}`,
  });
}

const refused = (
  context: PageContext,
  step: Step,
  request: PageRequest,
  token: string,
  answer: Parameters<typeof mistakeOf>[2],
) =>
  isOver(answer.reason)
    ? Promise.resolve(over(context, request, STEPS[step].over, STEPS[step].path))
    : show(context, step, request, token, [mistakeOf(context, localeOf(request), answer)]);
