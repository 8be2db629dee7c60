// What somebody who opens an address of ours by hand is shown where there is nothing, or something broke: a page in their language.
import type { IncomingMessage } from 'node:http';
import { say } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { html } from './html';
import { href, type Place, paragraph, respond, words } from './layout';
import { requestOf } from './mount';
import { localeOf, trouble, type PageContext } from './parts';
import type { PageResponse } from './route';
import { pagesScript, stylesheet } from './stylesheet';

/** Programs want data: only a browser that goes to an address asks for HTML. */
const isVisit = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && /\btext\/html\b/.test(String(headers.accept ?? '').slice(0, 300));

/** `undefined`: no visit, and answered as programs are. `bills`: there is a page to sign in to. */
export function troublePages(
  deps: Deps,
  { chatPath = '/chat', bills }: { chatPath?: string; bills: boolean },
): (req: IncomingMessage, status: number) => PageResponse | undefined {
  const place: Place = {
    publicUrl: deps.publicUrl,
    business: deps.business,
    stylesheet: stylesheet().path,
    script: pagesScript().path,
  };
  const context: PageContext = { ...place, deps, chatPath };
  return (req, status) => {
    if (!isVisit(req)) return undefined;
    const request = requestOf(req);
    if (status >= 500) return { ...trouble(context, request, 'broken'), status };
    const locale = localeOf(request);
    const t = words(locale);
    const links = [
      ...(bills ? [{ to: '/', label: say('bills:title') }] : []),
      { to: chatPath, label: say('chat:title') },
      ...(bills ? [{ to: '/login', label: say('pages:missing.signIn') }] : []),
    ];
    return respond(place, {
      locale,
      path: chatPath,
      status,
      title: say('pages:missing.title'),
      main: html`${paragraph(t, say('pages:missing.lead'))}
<ul class="go">${links.map(({ to, label }) => html`<li><a href="${href(to, { lang: locale })}">${t(label)}</a></li>`)}</ul>`,
    });
  };
}
