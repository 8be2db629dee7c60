// The issuing API on the router: open work, one application, what can be done with it, its files, and the document that describes all that.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ActRequest } from '../../domain/desk-view';
import { OPEN_APPLICATIONS } from '../../domain/desk';
import { findApplication } from '../../services/application/applications';
import { filesOf } from '../../services/application/files';
import { tagOf } from '../../services/desk/rows';
import { actAsService, addAsService } from '../../services/issuing/act';
import {
  ACT_SHAPES,
  type actedShape,
  type fileShape,
  type IssuingAct,
  type pageShape,
} from '../../services/issuing/shapes';
import { issuingView } from '../../services/issuing/view';
import type { Deps } from '../../services/shared/deps';
import { bodyOf } from '../../storage/records';
import { StoreMisuse } from '../../storage/store';
import type { IssuingSettings } from '../config/issuing';
import { wordReason } from '../desk/acting';
import { refusalOf } from '../desk/refusal';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { Log } from '../process/log';
import { createIssuingGuard, type IssuingCall, type IssuingGuardOptions } from './guard';
import { openApi } from './openapi';
import { ACTS, actPath, APPLICATION, APPLICATIONS, DOCUMENT, FILES } from './operations';

const PAGE = 50;
const named = z.object({ fapiao: z.string().min(1).max(60), name: z.string().max(300).default('') });

export interface IssuingOptions {
  deps: Deps;
  settings: IssuingSettings;
  ipOf: (req: IncomingMessage) => string;
  local: boolean;
  log: Log;
  perMinute?: IssuingGuardOptions['perMinute'];
}

/** Mounts all of `/api/issuing`. */
export function mountIssuing(routes: Routes, { deps, ...options }: IssuingOptions): void {
  const guard = createIssuingGuard({ deps, ...options });
  const document = openApi(deps.publicUrl);
  // Nothing secret in it: whoever builds a service reads it first.
  routes.route('GET', DOCUMENT, (_req, res) => answer(res, 200, document));
  guard.put(routes, { method: 'GET', path: APPLICATIONS }, (call) => listed(deps, call));
  guard.put(routes, { method: 'GET', path: APPLICATION }, (call) => shown(deps, call));
  for (const act of ACTS) guard.put(routes, { method: 'POST', path: actPath(act) }, (call) => acted(deps, call, act));
  guard.put(routes, { method: 'POST', path: FILES, bytes: true }, (call) => added(deps, call));
}

/** Open work, the most urgent first: for a service that was away, or that asks instead of being told. */
async function listed(deps: Deps, call: IssuingCall): Promise<void> {
  const after = call.query.get('after') ?? undefined;
  try {
    const { docs, next } = await deps.store.list('open', {
      prefix: OPEN_APPLICATIONS,
      limit: PAGE,
      ...(after ? { after } : {}),
    });
    const now = deps.now();
    const applications = await Promise.all(
      docs.map(async (doc) => {
        const application = bodyOf('application', doc);
        return issuingView(application, await filesOf(deps, application), now);
      }),
    );
    answer(call.res, 200, { applications, ...(next ? { next } : {}) } satisfies z.infer<typeof pageShape>);
  } catch (error) {
    if (!(error instanceof StoreMisuse)) throw error;
    call.refuse({ code: 'badRequest' });
  }
}

async function shown(deps: Deps, call: IssuingCall): Promise<void> {
  const found = await findApplication(deps, call.params.number ?? '');
  if (!found || found.body.closed) return call.refuse({ code: 'applicationUnknown' });
  call.res.setHeader('ETag', `"${tagOf(found)}"`);
  answer(call.res, 200, issuingView(found.body, await filesOf(deps, found.body), deps.now()));
}

async function acted(deps: Deps, call: IssuingCall, act: IssuingAct): Promise<void> {
  const { key, etag, params, locale } = call;
  const read = ACT_SHAPES[act].safeParse(jsonIn(call.body));
  if (!read.success) return call.refuse({ code: 'badRequest' });
  if (!key) return call.refuse({ code: 'keyMissing' });
  const { number = '' } = params;
  const data: ActRequest = read.data;
  const done = await actAsService(deps, { number, act, data, key, etag, wordReason });
  if (!done.ok) return call.refuse(done.reason);
  const { warn, now } = done;
  const { code, message: detail } = warn ? refusalOf(locale, warn) : {};
  answer(call.res, 200, {
    number,
    state: now?.state ?? 'processing',
    revision: now?.revision ?? 0,
    ...(code && detail ? { warning: { code, detail } } : {}),
  } satisfies z.infer<typeof actedShape>);
}

async function added(deps: Deps, call: IssuingCall): Promise<void> {
  const asked = named.safeParse(Object.fromEntries(call.query));
  if (!asked.success) return call.refuse({ code: 'badRequest' });
  const file = { number: call.params.number ?? '', ...asked.data, bytes: call.body };
  const done = await addAsService(deps, file, call.key);
  if (!done.ok) return call.refuse(done.reason, { differences: done.differences });
  const { id: sha256, type, name, bytes } = done.file;
  answer(call.res, 200, { sha256, type, name, bytes } satisfies z.infer<typeof fileShape>);
}

/** An act without particulars may have no body; what is no JSON fits no shape. */
function jsonIn(body: Buffer): unknown {
  try {
    return body.length ? JSON.parse(body.toString('utf8')) : {};
  } catch {
    return undefined;
  }
}
