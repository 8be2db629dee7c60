// Files of fapiao over HTTP for staff: who may, what is refused before and after it is read, and how a download is answered.
import type { DeskError, FileAnswer } from '../../../domain/desk-view';
import { MAX_FILE_BYTES } from '../../../domain/fapiao-file';
import { type DeskClient, signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { pdf } from '../../support/fapiao-files';
import { FAPIAO, issued, xmlOf } from '../../support/issued';

let desk: DeskWorld;
let number: string;
let clerk: DeskClient;
beforeEach(async () => {
  desk = await deskWorld();
  ({ number } = await issued(desk.deps));
  ({ client: clerk } = await signedIn(desk.deps, desk.base, ['clerk']));
});
afterEach(() => desk.close());

const path = (name = 'a.pdf', fapiao = FAPIAO) =>
  `/desk/api/applications/${number}/files?fapiao=${fapiao}&name=${encodeURIComponent(name)}`;

async function upload(bytes: Uint8Array, headers: Record<string, string> = {}, to = path(), client = clerk) {
  const answered = await fetch(`${desk.base}${to}`, {
    method: 'POST',
    headers: {
      'Accept-Language': 'en-US',
      'Content-Type': 'application/octet-stream',
      'Sec-Fetch-Site': 'same-origin',
      ...(client.cookie ? { Cookie: client.cookie } : {}),
      ...headers,
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  return { status: answered.status, body: (await answered.json()) as FileAnswer & DeskError };
}
const download = (id: string, client = clerk) =>
  fetch(`${desk.base}/desk/api/files/${number}/${id}`, { headers: { Cookie: client.cookie ?? '' } });

test('a file goes up, comes back as a download that nothing runs, and can be removed', async () => {
  const { status, body } = await upload(pdf(), {}, path('发票 10月.pdf'));
  expect(status).toBe(200);
  expect(body.file).toMatchObject({ type: 'pdf', name: '发票 10月.pdf', bytes: pdf().length, by: 'clerk' });
  const back = await download(body.file.id);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(pdf());
  expect(back.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E5%8F%91/);
  expect(back.headers.get('x-content-type-options')).toBe('nosniff');
  expect(back.headers.get('content-security-policy')).toContain('sandbox');
  const removed = await clerk.post(`/desk/api/files/${number}/${body.file.id}/remove`, { text: 'wrong one' });
  expect(removed.status).toBe(200);
  expect((await download(body.file.id)).status).toBe(404);
});

test('as large as allowed goes up; more is refused with the limit', async () => {
  const largest = Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES - pdf().length - 5, 32), Buffer.from('%%EOF')]);
  expect((await upload(largest)).status).toBe(200);
  const { status, body } = await upload(Buffer.concat([largest, Buffer.from(' ')]));
  expect([status, body.error.code]).toEqual([413, 'fileTooLarge']);
  expect(body.error.message).toContain('10 MB');
});

test('100 MB are refused before they are read', async () => {
  const { status, body } = await upload(Buffer.alloc(100 * 1024 * 1024));
  expect([status, body.error.code]).toEqual([413, 'fileTooLarge']);
});

test('what the XML says otherwise comes with the refusal', async () => {
  const { status, body } = await upload(xmlOf({ buyer: '上海青和餐饮管理有限公司' }));
  expect([status, body.error.code]).toEqual([409, 'fileDiffers']);
  expect(body.error.message).toContain('上海青和餐饮管理有限公司');
  expect(body.differences).toEqual([
    { field: 'buyer', wanted: '上海青禾餐饮管理有限公司', found: '上海青和餐饮管理有限公司' },
  ]);
});

test.each([
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a form', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
  ['nobody', { Cookie: '' }, 401],
])('%s adds nothing (ASVS 5.0 3.5.1)', async (_name, headers, status) => {
  expect((await upload(pdf(), headers)).status).toBe(status);
  expect((await upload(pdf())).status).toBe(200);
});

test('who may only look downloads and adds nothing; who is signed out does neither', async () => {
  const { body } = await upload(pdf());
  const { client: auditor } = await signedIn(desk.deps, desk.base, ['auditor']);
  expect((await download(body.file.id, auditor)).status).toBe(200);
  expect((await upload(xmlOf(), {}, path(), auditor)).status).toBe(403);
  expect((await download(body.file.id, { ...clerk, cookie: undefined })).status).toBe(401);
});
