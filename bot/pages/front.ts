// What stands at `/`: the Bills page of whoever is signed in, the demo's, or the question who it is; and the page's token.
import { z } from 'zod';
import { touchAccountSession } from '../../services/account/session';
import type { OwnTokens } from '../host/own';
import { sessionCookie, signedIn, withCookie } from './account-cookie';
import type { Assets } from './assets';
import { billsPage } from './bills';
import { pageHeaders } from './layout';
import { seeOther, signInPage } from './login';
import { localeOf, type PageContext } from './parts';
import type { PageRequest, PageResponse, Route } from './route';

export interface Front {
  assets: Assets;
  tokens: OwnTokens;
  /** One click signs in as the demo's administrator. */
  demo: boolean;
}

/** Longer ago is as good as never: the session is over by then. */
const idle = z.coerce.number().min(0).max(86_400).catch(0);

export function frontRoutes(context: PageContext, { assets, tokens, demo }: Front): Route[] {
  const { deps, chatPath } = context;

  async function home(request: PageRequest): Promise<PageResponse> {
    const open = await signedIn(deps, request);
    const locale = localeOf(request, open?.account.body.locale);
    if (!open && !demo) return signInPage(context, { locale });
    return billsPage({ ...context, assets }, { locale, way: open ? 'account' : 'demo' });
  }

  /** For the page's script: the API and the chat take it. ASVS 5.0 3.5.1: only our own page may ask (pages/index.ts). */
  async function token(request: PageRequest): Promise<PageResponse> {
    const headers = { ...pageHeaders(context.publicUrl), 'Content-Type': 'application/json; charset=utf-8' };
    let open = await signedIn(deps, request);
    if (!open) {
      return withCookie({ status: 401, headers, body: '{}' }, sessionCookie(deps, ''));
    }
    await touchAccountSession(deps, open, idle.parse(request.form.idle));
    open = (await signedIn(deps, request)) ?? open;
    return { status: 200, headers, body: JSON.stringify(await tokens.issue(open)) };
  }

  return [
    { method: 'GET', path: '/', handle: home },
    { method: 'POST', path: '/account/token', handle: token },
    // Registering is a conversation: it asks for what is missing, and waits for the mail.
    { method: 'GET', path: '/register', handle: async (request) => seeOther(chatPath, request.lang) },
  ];
}
