// The account pages and the dev inbox on a real server at a free port, for tests.
import type { AddressInfo } from 'node:net';
import { devRoutes } from '../../bot/demo/inbox';
import { createRouter } from '../../bot/http/router';
import { mountPages, pageRoutes, pageTrouble } from '../../bot/pages';
import type { Deps } from '../../services/shared/deps';

export interface PagesServer {
  base: string;
  errors: string[];
  close(): Promise<void>;
}

/** `deps.publicUrl` may differ from `base`: links then lead elsewhere, and Origin must be that other one. */
export async function startPages(deps: Deps): Promise<PagesServer> {
  const router = createRouter();
  const server = router.http;
  const errors: string[] = [];
  const trouble = pageTrouble(deps, { onError: (code) => errors.push(code) });
  mountPages(router, [...pageRoutes(deps), ...devRoutes(deps)], { trouble });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    errors,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Shown {
  status: number;
  headers: Headers;
  body: string;
}

/** What a browser sends for a form of our own page. */
export async function post(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
): Promise<Shown> {
  const body = new URLSearchParams(form).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, { method: 'POST', body, headers: { ...type, ...headers } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

export async function get(url: string, headers: Record<string, string> = {}): Promise<Shown> {
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The value of a hidden or readonly input. */
export const valueOf = (body: string, name: string): string | undefined =>
  new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(body)?.[1];
