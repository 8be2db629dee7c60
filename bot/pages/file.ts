// A fapiao's file by its signed link: the download itself, or why the link opens nothing and how to get another.
import { linkIn, openFileLink } from '../../services/application/file-links';
import { fileHeaders } from '../http/file-answer';
import { over, type PageContext } from './parts';
import type { Route } from './route';

export function fileRoutes(context: PageContext): Route[] {
  return [
    {
      method: 'GET',
      path: '/file',
      async handle(request) {
        const opened = await openFileLink(context.deps, linkIn(request.query));
        if (!opened.ok) return over(context, request, 'file', '/file');
        return { status: 200, headers: fileHeaders(opened.row), body: '', bytes: opened.bytes };
      },
    },
  ];
}
