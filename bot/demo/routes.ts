// What demo mode alone has: the service centre's button, and signing in as the demo's administrator.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { DemoHostToken } from '../../domain/bill-view';
import { baseOf, isSameOrigin, senderOf } from '../http/caller';
import { answer, readJson, refuse } from '../http/json';
import type { Routes } from '../http/routes';

/** Issues the newest submitted application, or the one named. `undefined` where none waits. */
export type DemoIssue = (number?: string) => Promise<{ number: string } | undefined>;

const body = z.object({ number: z.string().max(40).optional() }).nullish();

export interface DemoRoutesOptions {
  issue: DemoIssue;
  /** A token of the demo's admin centre; left out where a real one is configured. */
  hostToken?: () => Promise<DemoHostToken>;
  publicUrl: string;
}

/** `POST /dev/issue {number?}` → 200 `{number}`, or 404. `POST /demo/host-token` → 200 DemoHostToken, or 404. */
export function demoRoutes({ issue, hostToken, publicUrl }: DemoRoutesOptions): { mount(routes: Routes): void } {
  // ASVS 5.0 3.5.1: another site's page must not press the buttons.
  const isOwn = (req: IncomingMessage): boolean => isSameOrigin(senderOf(req), baseOf(req, publicUrl));
  const forbidden = { status: 403, code: 'Forbidden', message: 'Only the demo\u2019s own pages may do this.' };

  return {
    mount(routes) {
      routes.route('POST', '/dev/issue', async (req, res) => {
        if (!isOwn(req)) return refuse(res, forbidden);
        const read = await readJson(req);
        if (!read.ok) return refuse(res, read.refusal);
        const shape = body.safeParse(read.value);
        if (!shape.success) return refuse(res, { status: 400, code: 'BadArgument', message: 'number is a text.' });
        const issued = await issue(shape.data?.number);
        if (!issued) return refuse(res, { status: 404, code: 'NothingWaits', message: 'No application waits.' });
        answer(res, 200, issued);
      });
      routes.route('POST', '/demo/host-token', async (req, res) => {
        if (!isOwn(req)) return refuse(res, forbidden);
        if (!hostToken)
          return refuse(res, { status: 404, code: 'HostSignInOff', message: 'A real admin centre is configured.' });
        answer(res, 200, await hostToken());
      });
    },
  };
}
