// Demo mode's button on the chat page: the service centre issues what waits. Mounted in demo mode only.
import type { Server } from 'restify';
import { z } from 'zod';
import { answer, baseOf, readJson, refuse } from './channels/http';

/** Issues the newest submitted application, or the one named. `undefined` where none waits. */
export type DemoIssue = (number?: string) => Promise<{ number: string } | undefined>;

const body = z.object({ number: z.string().max(40).optional() }).nullish();

/** `POST /dev/issue {number?}` → 200 `{number}`, or 404. */
export function demoRoutes({ issue, publicUrl }: { issue: DemoIssue; publicUrl: string }): {
  mount(server: Server): void;
} {
  return {
    mount(server) {
      server.post('/dev/issue', async (req, res) => {
        // ASVS 5 3.5.1: another site's page must not press the button.
        const site = req.headers['sec-fetch-site'];
        const own = site ? site === 'same-origin' : (req.headers.origin ?? '') === baseOf(req, publicUrl);
        if (!own) return refuse(res, { status: 403, code: 'Forbidden', message: 'Only the chat page may do this.' });
        const read = await readJson(req);
        if (!read.ok) return refuse(res, read.refusal);
        const shape = body.safeParse(read.value);
        if (!shape.success) return refuse(res, { status: 400, code: 'BadArgument', message: 'number is a text.' });
        const issued = await issue(shape.data?.number);
        if (!issued) return refuse(res, { status: 404, code: 'NothingWaits', message: 'No application waits.' });
        answer(res, 200, issued);
      });
    },
  };
}
