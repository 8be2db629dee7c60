// The calls of a Direct Line client: begin, come back, renew the token, read, send, upload.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { answer, type Read, readJson, refuse } from '../../http/json';
import type { Handler, Method } from '../../http/routes';
import { badLocale, badWatermark, gone, tooMany, watermarkOf } from '../refusals';
import { activityId, type Posted, readActivity } from './activity';
import { joined } from './deliver';
import type { Act, Caller } from './guard';
import { BASE } from './paths';
import type { DirectLine } from './state';
import { createUploads } from './upload';

/** Enough for any history that a polling client takes at once. */
const POLL_SIZE = 1000;

const startBody = z.object({ locale: z.string().max(35).nullish() }).nullish();

/** What is served, and by whom. */
export function conversationRoutes(line: DirectLine): [method: Method, path: string, handler: Handler][] {
  const { guarded, unread } = line.guard;
  return [
    ['POST', `${BASE}/conversations`, guarded(start(line))],
    ['GET', `${BASE}/conversations/:id`, guarded(reconnect(line))],
    ['POST', `${BASE}/tokens/refresh`, guarded(refresh(line))],
    ['GET', `${BASE}/conversations/:id/activities`, guarded(list(line))],
    ['POST', `${BASE}/conversations/:id/activities`, unread(taking(line, posted))],
    ['POST', `${BASE}/conversations/:id/upload`, unread(taking(line, createUploads()))],
  ];
}

async function opened({ tokens }: DirectLine, { base, claims }: Caller, watermark: number) {
  const { conversationId } = claims;
  const [t, { token, expiresIn }] = await Promise.all([tokens.issueStream(claims), tokens.issue(claims)]);
  const url = `${base.replace(/^http/, 'ws')}${BASE}/conversations/${conversationId}/stream?watermark=${watermark}&t=${t}`;
  return { conversationId, token, expires_in: expiresIn, streamUrl: url };
}

const start =
  (line: DirectLine): Act =>
  async (caller, req, res) => {
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = startBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    if (!caller.header) await line.deliver(caller.claims, req, joined(shape.data?.locale));
    answer(res, caller.header ? 200 : 201, await opened(line, caller, 0));
  };

const reconnect =
  (line: DirectLine): Act =>
  async (caller, req, res) => {
    if (!caller.header) return refuse(res, gone);
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    // Without a watermark nothing is replayed, as on the Bot Service: from now on.
    answer(res, 200, await opened(line, caller, watermark ?? caller.header.nextSeq));
  };

const refresh =
  (line: DirectLine): Act =>
  async ({ claims }, _req, res) => {
    const { token, expiresIn } = await line.tokens.issue(claims);
    answer(res, 200, { conversationId: claims.conversationId, token, expires_in: expiresIn });
  };

const list =
  (line: DirectLine): Act =>
  async ({ claims, header }, req, res) => {
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    if (!header) return refuse(res, gone);
    const set = await line.read(claims.conversationId, watermark ?? 0, POLL_SIZE);
    answer(res, 200, { activities: set.activities, watermark: String(set.next) });
  };

/** `reads`: how what was sent becomes an activity. */
const taking =
  ({ flooding, deliver, newId }: DirectLine, reads: (req: IncomingMessage) => Promise<Read<Posted>>): Act =>
  async ({ claims }, req, res) => {
    const wait = await flooding(claims.conversationId, req);
    if (wait) return refuse(res, tooMany(wait));
    const activity = await reads(req);
    if (!activity.ok) return refuse(res, activity.refusal);
    if (activity.value.kind === 'ignored') return answer(res, 200, { id: `${claims.conversationId}|${newId()}` });
    const { input, locale, clientActivityId } = activity.value;
    const dedupe = clientActivityId ? `client:${clientActivityId}` : `server:${newId()}`;
    const items = await deliver(claims, req, { dedupe, input, locale, clientActivityId });
    const own = items.find((item) => item.author === 'user') ?? items[0];
    answer(res, 200, { id: activityId(claims.conversationId, own?.seq ?? 0) });
  };

async function posted(req: IncomingMessage): Promise<Read<Posted>> {
  const body = await readJson(req);
  return body.ok ? readActivity(body.value) : body;
}
