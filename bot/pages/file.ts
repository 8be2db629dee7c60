// A fapiao's file by its signed link: the download itself, or why the link opens nothing and how to get another.
import { openFileLink } from '../../services/application/file-links';
import { fileHeaders } from '../http/file-answer';
import { over, type PageContext } from './parts';
import type { Route } from './route';

export function fileRoutes(context: PageContext): Route[] {
  return [
    {
      method: 'GET',
      path: '/file',
      async handle(request) {
        const { n: number = '', f: sha256 = '', e: expires = '', s: signature = '' } = request.query;
        const opened = await openFileLink(context.deps, { number, sha256, expires, signature });
        if (!opened.ok) return over(context, request, 'file', '/file');
        return { status: 200, headers: fileHeaders(opened.row), body: '', bytes: opened.bytes };
      },
    },
  ];
}
