// Headers for a request by hand, signed with the master key, for tests of what the client itself would not send.
import { createHmac } from 'node:crypto';

/** `link`: what the request is signed for, `dbs/a/colls/b`. */
export function signed(
  key: string,
  verb: string,
  resourceType: string,
  link: string,
  at = new Date(),
): Record<string, string> {
  const date = at.toUTCString();
  const text = `${verb}\n${resourceType}\n${link}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  return {
    authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
    'x-ms-date': date,
    'x-ms-version': '2020-07-15',
    'content-type': 'application/json',
  };
}
