// What a request says of its caller: its token, and whether a page of ours sent it.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { bearer, isSameOrigin, senderOf } from '../../../bot/http/caller';

const OWN = 'https://fapiao.example';
const request = (headers: IncomingHttpHeaders) => ({ headers }) as IncomingMessage;

test.each<[IncomingHttpHeaders, boolean]>([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://other.example' }, true],
  [{ 'sec-fetch-site': 'same-site', origin: OWN }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: OWN }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ 'sec-fetch-site': '', origin: OWN }, false],
  [{ origin: OWN }, true],
  [{ origin: 'null' }, false],
  [{ origin: 'https://fapiao.example.evil' }, false],
  [{}, false],
])('a post with %j is of our own page: %j', (headers, own) => {
  expect(isSameOrigin(senderOf(request(headers)), OWN)).toBe(own);
});

test.each([
  ['Bearer a.b.c', 'a.b.c'],
  ['bearer a.b.c', 'a.b.c'],
  ['Bearer a b', undefined],
  ['Bearer ', undefined],
  ['Basic a', undefined],
  [undefined, undefined],
])('Authorization %j holds %j', (authorization, token) => {
  expect(bearer(request(authorization === undefined ? {} : { authorization }))).toBe(token);
});
