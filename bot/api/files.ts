// The files of the API: statements, receipts and ZIPs of what the token opens, printed by a thread of this process.
import type { Deps } from '../../services/shared/deps';
import type { PageUser } from '../../services/account/host';
import { linkIn, openFileLink } from '../../services/application/file-links';
import { applicationInScope, billInScope, scopeOf } from '../../services/application/host-scope';
import type { Log } from '../process/log';
import { MEDIA_TYPES } from '../http/file-answer';
import { createFiles } from '../pdf/files';
import { createPrinter } from '../pdf/printer';
import { fileRoutes, type FileScope } from '../pdf/routes';
import type { Routes } from '../http/routes';
import type { ApiGuard } from './guard';

export interface FilesApi {
  mount(routes: Routes): void;
  close(): Promise<void>;
}

export function filesApi({ deps, guard, log }: { deps: Deps; guard: ApiGuard; log: Pick<Log, 'error'> }): FilesApi {
  const printer = createPrinter({ now: deps.now });
  const files = createFiles(deps, printer);

  async function scope(user: PageUser): Promise<FileScope> {
    const seen = await scopeOf(deps, user);
    return {
      bill: async (number) => (await billInScope(deps, user, seen, number))?.bill,
      application: (number) => applicationInScope(deps, user, seen, number),
      async open({ url }) {
        const opened = await openFileLink(deps, linkIn(Object.fromEntries(new URL(url).searchParams)));
        if (!opened.ok) throw new Error(opened.reason.code);
        const { name, type } = opened.row;
        return { name, type: MEDIA_TYPES[type], body: opened.bytes };
      },
    };
  }

  return {
    mount: (routes) => fileRoutes({ files, guard, scope, log }).mount(routes),
    close: () => printer.close(),
  };
}
