// The files of fapiao over HTTP, for staff: added, downloaded, removed. Shapes in domain/desk-view.ts.
import { z } from 'zod';
import type { FileAnswer } from '../../domain/desk-view';
import { MAX_FILE_BYTES } from '../../domain/fapiao-file';
import { bytesOf, filesOf } from '../../services/application/files';
import { findApplication } from '../../services/application/applications';
import { addAtDesk, removeAtDesk } from '../../services/desk/files';
import type { Deps } from '../../services/shared/deps';
import { readBody } from '../http/body';
import { fileHeaders } from '../http/file-answer';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

const query = z.object({ fapiao: z.string().min(1).max(60), name: z.string().max(300).default('') });
const why = z.object({ text: z.string().max(2_000).optional() });

export function fileRoutes({ deps, guard }: { deps: Deps; guard: DeskGuard }): { mount(routes: Routes): void } {
  async function add(call: DeskCall): Promise<void> {
    const { req, res, staff, params } = call;
    const asked = query.safeParse(Object.fromEntries(call.query));
    if (!asked.success) return call.refuse(400, { code: 'notJson' });
    const bytes = await readBody(req, MAX_FILE_BYTES).catch(() => undefined);
    if (!bytes) return call.refuse(400, { code: 'fileHalf' });
    if (bytes === 'tooLarge')
      return call.refuse(413, { code: 'fileTooLarge', params: { mb: MAX_FILE_BYTES / 2 ** 20 } });
    const { fapiao, name } = asked.data;
    const added = await addAtDesk(deps, staff, { number: params.number ?? '', fapiao, name, bytes });
    if (added.ok) return answer(res, 200, { file: added.file } satisfies FileAnswer);
    const { reason, differences } = added;
    call.refuse(statusOf(reason), reason, differences ? { differences } : {});
  }

  async function get(call: DeskCall): Promise<void> {
    const found = await findApplication(deps, call.params.number ?? '');
    const rows = found && !found.body.closed ? await filesOf(deps, found.body) : [];
    const row = rows.find(({ sha256 }) => sha256 === call.params.sha);
    if (!found || !row) return call.refuse(404, { code: 'fileUnknown' });
    const bytes = await bytesOf(deps, found.body.customer, row);
    call.res.writeHead(200, { ...fileHeaders(row), 'Content-Length': bytes.length });
    call.res.end(bytes);
  }

  async function remove(call: DeskCall): Promise<void> {
    const given = bodyIn(call, why);
    if (!given) return;
    const { number = '', sha: sha256 = '' } = call.params;
    const removed = await removeAtDesk(deps, call.staff, {
      number,
      sha256,
      ...(given.text ? { text: given.text } : {}),
    });
    if (!removed.ok) return call.refuse(statusOf(removed.reason), removed.reason);
    answer(call.res, 200, {});
  }

  return {
    mount(routes) {
      guard.upload(routes, '/desk/api/applications/:number/files', 'applications.act', add);
      guard.get(routes, '/desk/api/files/:number/:sha', 'applications.see', get);
      guard.post(routes, '/desk/api/files/:number/:sha/remove', 'applications.act', remove);
    },
  };
}
