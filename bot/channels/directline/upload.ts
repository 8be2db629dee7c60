// Files that a Direct Line client posts: the words that come with them are read, and of the rest what it is.
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../http/body';
import { type Posted, readActivity } from './activity';
import type { Read } from '../../http/json';

/** A picture of a phone; what is larger is answered as a file, unread. */
const UPLOAD_LIMIT = 4 * 1024 * 1024;
/** ASVS 5.0 15.2.2: so many are held in memory; who comes then is asked to wait. */
const AT_ONCE = 8;
/** The message itself among the files, as the Bot Service defines it. */
const ACTIVITY = 'application/vnd.microsoft.activity';

const busy = {
  status: 503,
  code: 'ServiceUnavailable',
  message: 'Too many files at the moment. Try again.',
  retryAfter: 2,
};

/** Reads `multipart/form-data` with an activity and files, or one file as the body. */
export function createUploads(): (req: IncomingMessage) => Promise<Read<Posted>> {
  let reading = 0;
  return async (req) => {
    if (reading >= AT_ONCE) return { ok: false, refusal: busy };
    reading += 1;
    try {
      return readActivity(await activityOf(req));
    } finally {
      reading -= 1;
    }
  };
}

async function activityOf(req: IncomingMessage): Promise<object> {
  const contentType = req.headers['content-type'] ?? '';
  const body = await readBody(req, UPLOAD_LIMIT).catch(() => 'broken' as const);
  const one = { type: 'message', attachments: [{ contentType }] };
  if (typeof body === 'string' || !contentType.toLowerCase().startsWith('multipart/form-data')) return one;
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) return one;
  const parts = [...form.values()].filter((part) => typeof part !== 'string');
  const message = parts.find(({ type }) => type === ACTIVITY);
  const attachments = parts.filter((part) => part !== message).map(({ type }) => ({ contentType: type.slice(0, 200) }));
  return { ...parsed(await message?.text()), type: 'message', attachments: attachments.slice(0, 10) };
}

function parsed(text = ''): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
