// Who may ask: the master key's signature, or the token of Entra ID that the stand-in was given.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './errors';

export interface AuthOptions {
  /** Base64. */
  key: string;
  /** Accepted as `type=aad`. */
  aadToken?: string;
}

/** What a request is signed for, as the service reads it from verb and path. */
export interface Signed {
  verb: string;
  /** `dbs`, `colls`, `docs`, `pkranges`, `offers`, or empty for the account. */
  resourceType: string;
  /** `dbs/a/colls/b/docs/c`, decoded. */
  resourceLink: string;
}

const WINDOW_MS = 15 * 60_000;

/** Throws 401 or 403. Times are the machine's, since the client signs with it. */
export function authorize(
  options: AuthOptions,
  header: string | undefined,
  date: string | undefined,
  signed: Signed,
): void {
  if (!header)
    throw new Refusal(401, 'Required Header authorization is missing. Ensure a valid Authorization token is passed.');
  const token = decodeURIComponent(header);
  if (token.startsWith('type=aad&')) {
    const given = /&sig=(.*)$/s.exec(token)?.[1];
    if (options.aadToken === undefined || given !== options.aadToken) {
      throw new Refusal(401, 'The AAD token provided in the authorization header is invalid for this account.');
    }
    return;
  }
  const given = /^type=master&ver=1\.0&sig=(.*)$/s.exec(token)?.[1];
  if (given === undefined)
    throw new Refusal(401, 'The input authorization token is not supported: only type=master and type=aad.');
  const text = `${signed.verb.toLowerCase()}\n${signed.resourceType}\n${signed.resourceLink}\n${(date ?? '').toLowerCase()}\n\n`;
  const wanted = createHmac('sha256', Buffer.from(options.key, 'base64')).update(text, 'utf8').digest();
  const got = Buffer.from(given, 'base64');
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) throw wrongKey(text);
  const skew = Math.abs(Date.parse(date ?? '') - Date.now());
  if (!(skew <= WINDOW_MS)) {
    throw new Refusal(
      403,
      `The authorization token is not valid at the current time. Request time: ${date}, Server time: ${new Date().toUTCString()}.`,
    );
  }
}

const wrongKey = (payload: string): Refusal =>
  new Refusal(
    401,
    `The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol. For more info: https://aka.ms/cosmosdb-tsg-unauthorized. Server used the following payload to sign: '${payload}'`,
  );
