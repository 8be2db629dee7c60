// All account pages as routes; every form is guarded against other sites here, in one place.
import { LOCALES, say, translate } from '../../locales';
import type { Deps } from '../../services/shared/deps';
import { TooBusy } from '../../services/shared/fair-queue';
import { LIMITS } from '../../services/shared/limit-table';
import { isSameOrigin } from '../http/caller';
import { createLimiter } from '../http/limiter';
import { nameOf } from '../process/log';
import { activateRoutes } from './activate';
import { dataRoutes } from './data';
import { fileRoutes } from './file';
import { emailRoutes } from './email';
import { type Front, frontRoutes } from './front';
import { loginRoutes } from './login';
import { accountRoutes } from './me';
import { privacyRoutes } from './privacy';
import { forgotRoutes } from './forgot';
import { notMeRoutes } from './not-me';
import { agreeRoutes } from './agree';
import { pageHeaders } from './layout';
import { busy, localeOf, type PageContext, trouble } from './parts';
import { resetRoutes } from './reset';
import type { MountOptions } from './mount';
import type { Route } from './route';
import { signInRoutes } from './signin';
import { pagesScript, stylesheet } from './stylesheet';

export interface PageOptions {
  /** The chat page, a path of ours. */
  chatPath?: string;
  /** Told when a handler throws: a code, never a message. */
  onError?: (code: string) => void;
}

const contextOf = (deps: Deps, chatPath: string, css: string, script: string): PageContext => ({
  deps,
  publicUrl: deps.publicUrl,
  business: deps.business,
  stylesheet: css,
  script,
  chatPath,
});

/** The pages' routes, the stylesheet's included. */
export function pageRoutes(deps: Deps, { chatPath = '/chat', front }: PageOptions & { front?: Front } = {}): Route[] {
  const css = stylesheet();
  const script = pagesScript();
  const context = contextOf(deps, chatPath, css.path, script.path);
  const routes = [
    activateRoutes,
    notMeRoutes,
    agreeRoutes,
    signInRoutes,
    forgotRoutes,
    resetRoutes,
    privacyRoutes,
    dataRoutes,
    emailRoutes,
    fileRoutes,
    ...(front ? [loginRoutes, accountRoutes, (one: PageContext) => frontRoutes(one, front)] : []),
  ].flatMap((make) => make(context));
  const [{ max, windowMs }] = LIMITS.pagesByNetwork.windows;
  const calls = createLimiter({ count: max, seconds: windowMs / 1000, nowMs: () => Date.parse(deps.now()) });
  /** ASVS 5.0 2.4.1: each page is a few reads, each form some work. */
  const bounded = (route: Route): Route => ({
    ...route,
    async handle(request) {
      const wait = calls.hit(request.ip);
      return wait ? busy(context, request, route.path, wait, 429) : route.handle(request);
    },
  });
  return [
    css.route,
    script.route,
    ...routes.map((route) => bounded(route.method === 'POST' ? guarded(context, route) : route)),
  ];
}

const guarded = (context: PageContext, route: Route): Route => ({
  ...route,
  async handle(request) {
    if (!isSameOrigin(request.headers, new URL(context.publicUrl).origin)) return trouble(context, request, 'refused');
    try {
      return await route.handle(request);
    } catch (error) {
      if (error instanceof TooBusy) return busy(context, request, route.path, error.retrySeconds);
      throw error;
    }
  },
});

/** What `mountPages` answers when a handler throws or a body is too large. */
export function pageTrouble(deps: Deps, { chatPath = '/chat', onError }: PageOptions = {}): MountOptions['trouble'] {
  const context = contextOf(deps, chatPath, stylesheet().path, pagesScript().path);
  // Worded at once: where not even the page of the trouble can be made, its words still stand.
  const { phone, phoneHours } = deps.business;
  const sentences = [
    say('pages:broken.title'),
    say('pages:broken.lead'),
    say('pages:help', { phone, hours: { hours: phoneHours } }),
  ];
  const bare = new Map(LOCALES.map((one) => [one, sentences.map((text) => translate(one, text)).join('\n\n')]));
  return (request, what, error) => {
    if (error !== undefined) onError?.(nameOf(error));
    try {
      return trouble(context, request, what);
    } catch (again) {
      onError?.(nameOf(again));
      const headers = { ...pageHeaders(context.publicUrl), 'Content-Type': 'text/plain; charset=utf-8' };
      return { status: 503, headers, body: `${bare.get(localeOf(request)) ?? phone}\n` };
    }
  };
}

export { mountPages } from './mount';
export type { PageRequest, PageResponse, Route } from './route';
