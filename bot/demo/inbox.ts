// The dev inbox: mails that would have been sent, as a page and as JSON. Only where no mail server is set, never in production.
import { type Locale, say } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { bodyOf, type Mail } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { DEV_INBOX } from '../outbox/mail';
import { html } from '../pages/html';
import { href, pageHeaders, respond, words } from '../pages/layout';
import { localeOf } from '../pages/parts';
import type { PageResponse, Route } from '../pages/route';
import { stylesheet } from '../pages/stylesheet';

const PATH = '/dev/inbox';
const ONE = '/dev/inbox/mail';
const SHOWN = 100;
const REFRESH_SECONDS = 5;

/** The mails bring their own styles; still no script, no foreign request, no form. */
const CSP =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Routes of the dev inbox. Mount them only when there is one: they show every mail to whoever asks. */
export function devRoutes(deps: Deps): Route[] {
  const place = { publicUrl: deps.publicUrl, business: deps.business, stylesheet: stylesheet().path };

  const mails = async (limit: number): Promise<{ id: string; mail: Mail }[]> => {
    const { docs } = await deps.store.list('mails', { pk: DEV_INBOX, desc: true, limit });
    return docs.map((doc: Stored) => ({ id: doc.id, mail: bodyOf('mail', doc) }));
  };

  async function list(locale: Locale): Promise<PageResponse> {
    const t = words(locale);
    const found = await mails(SHOWN);
    const row = ({ id, mail }: { id: string; mail: Mail }) =>
      html`<tr><td><a href="${href(ONE, { id, lang: locale })}">${mail.subject}</a></td><td>${mail.to}</td><td>${when(mail.sentAt).slice(5, 16)}</td></tr>`;
    const table = html`<table><thead><tr><th scope="col">${t(say('pages:devInbox.subject'))}</th><th scope="col">${t(say('pages:devInbox.to'))}</th><th scope="col">${t(say('pages:devInbox.sent'))}</th></tr></thead><tbody>${found.map(row)}</tbody></table>`;
    return respond(
      place,
      {
        locale,
        path: PATH,
        title: say('pages:devInbox.title'),
        wide: true,
        refresh: REFRESH_SECONDS,
        main: html`<p class="soft">${t(say('pages:devInbox.lead'))}</p>${found.length > 0 ? table : html`<p>${t(say('pages:devInbox.empty'))}</p>`}`,
      },
      CSP,
    );
  }

  async function one(locale: Locale, id: string): Promise<PageResponse> {
    const doc = await deps.store.get({ pk: DEV_INBOX, id });
    if (!doc) return list(locale);
    const t = words(locale);
    const mail = bodyOf('mail', doc);
    // Sandboxed: no script, an origin of its own. Links open in a new tab, outside the sandbox.
    const content = mail.html.replace('<head>', '<head><base target="_blank">');
    return respond(
      place,
      {
        locale,
        path: ONE,
        query: { id },
        title: say('pages:devInbox.title'),
        wide: true,
        main: html`<p><a href="${href(PATH, { lang: locale })}">${t(say('pages:devInbox.back'))}</a></p>
<p><b>${mail.subject}</b><br><span class="soft">${t(say('pages:devInbox.to'))}: ${mail.to} · ${when(mail.sentAt)}</span></p>
<iframe title="${mail.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${content}"></iframe>
<details><summary>${t(say('pages:devInbox.text'))}</summary><pre>${mail.text}</pre></details>`,
      },
      CSP,
    );
  }

  async function json(): Promise<PageResponse> {
    const body = (await mails(SHOWN)).map(({ id, mail: { to, subject, text, html: page, sentAt } }) => ({
      id,
      to,
      subject,
      text,
      html: page,
      sentAt,
    }));
    const headers = { ...pageHeaders(deps.publicUrl), 'Content-Type': 'application/json; charset=utf-8' };
    return { status: 200, headers, body: JSON.stringify(body) };
  }

  return [
    { method: 'GET', path: PATH, handle: (request) => list(localeOf(request)) },
    { method: 'GET', path: ONE, handle: (request) => one(localeOf(request), request.query.id ?? '') },
    { method: 'GET', path: `${PATH}.json`, handle: json },
  ];
}

const when = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
