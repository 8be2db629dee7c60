// Files of fapiao over HTTP for staff: who may, what is refused before and after it is read, and how a download is answered.
import type { DeskApplication, DeskError, DonePage, FileAnswer } from '../../../domain/desk-view';
import { MINUTE } from '../../../domain/time';
import { MAX_FILE_BYTES } from '../../../domain/fapiao-file';
import { type DeskClient, signedIn, upload as send } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { application, seedApplications } from '../../support/desk-work';
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
  const answered = await send(desk.base, to, bytes, { cookie: client.cookie, headers });
  return { status: answered.status, body: (await answered.json()) as FileAnswer & DeskError };
}
/** On the version that is there now. */
async function actOn(client: DeskClient, act: string, body: object = {}, headers: Record<string, string> = {}) {
  const url = `/desk/api/applications/${number}`;
  const { etag } = (await client.get<DeskApplication>(url)).body;
  const key = { 'If-Match': etag, 'Idempotency-Key': desk.deps.newId(), ...headers };
  return client.post<DeskError>(`${url}/${act}`, body, key);
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

test('on what a colleague works on nobody adds or removes a file; a supervisor may', async () => {
  const { body } = await upload(pdf());
  const { client: other } = await signedIn(desk.deps, desk.base, ['clerk'], 'Han Meimei');
  const { client: boss } = await signedIn(desk.deps, desk.base, ['supervisor'], 'Boss');
  await actOn(other, 'claim');
  const added = await upload(xmlOf());
  expect([added.status, added.body.error.code]).toEqual([409, 'claimedBy']);
  expect(added.body.error.message).toContain('Han Meimei');
  const removed = await clerk.post<DeskError>(`/desk/api/files/${number}/${body.file.id}/remove`, { text: 'x' });
  expect([removed.status, removed.body.error.code]).toEqual([409, 'claimedBy']);
  expect((await upload(xmlOf(), {}, path(), boss)).status).toBe(200);
});

test('files that were handed over go out again: to the addresses of the delivery, or to another one, once a command, with an audit', async () => {
  const before = (await actOn(clerk, 'resend')).body;
  expect(before).toMatchObject({ error: { code: 'notDelivered' } });
  await actOn(clerk, 'deliver');
  expect((await actOn(clerk, 'resend')).body).toMatchObject({ error: { code: 'filesMissing' } });
  await upload(pdf());
  desk.pass(MINUTE);
  expect((await actOn(clerk, 'resend', { email: 'no address' })).body).toMatchObject({
    error: { code: 'emailFormat' },
  });
  const rows = async () => {
    const { notices } = (await clerk.get<DeskApplication>(`/desk/api/applications/${number}`)).body;
    return notices
      .filter(({ to, at }) => to === 'mail' && at === desk.deps.now())
      .map(({ target, event }) => [target, event]);
  };
  const twice = { 'Idempotency-Key': 'resend-command' };
  expect((await actOn(clerk, 'resend', {}, twice)).status).toBe(200);
  expect((await actOn(clerk, 'resend', {}, twice)).status).toBe(200);
  expect(await rows()).toEqual([['lihua@qinghe.example', 'deliver']]);
  desk.pass(MINUTE);
  expect((await actOn(clerk, 'resend', { email: 'boss@qinghe.example' })).status).toBe(200);
  expect(await rows()).toEqual([['boss@qinghe.example', 'deliver']]);
  const { history } = (await clerk.get<DeskApplication>(`/desk/api/applications/${number}`)).body;
  expect(history.filter(({ event }) => event === 'resend')).toMatchObject([
    { by: 'clerk', note: 'lihua@qinghe.example' },
    { by: 'clerk', note: 'boss@qinghe.example' },
  ]);
});

test('what was told again can no longer be taken back; what a colleague did is theirs', async () => {
  const { client: other } = await signedIn(desk.deps, desk.base, ['clerk'], 'Han Meimei');
  await upload(pdf());
  await actOn(other, 'deliver');
  expect((await actOn(clerk, 'undo')).body).toMatchObject({ error: { code: 'undoNotYours' } });
  expect((await actOn(other, 'resend')).status).toBe(200);
  expect((await actOn(other, 'undo')).body).toMatchObject({ error: { code: 'undoNothing' } });
});

test('what is done stands there by itself, the newest first; a foreign place is refused', async () => {
  const done = async (after = '') => clerk.get<DonePage>(`/desk/api/done?after=${after}`);
  // Begins later: it is not done.
  await seedApplications(desk.deps.store, [application(900, { state: 'scheduled' })]);
  expect((await done()).body.rows).toEqual([]);
  await actOn(clerk, 'deliver');
  expect((await done()).body.rows.map((one) => one.number)).toEqual([number]);
  expect((await done('nonsense')).status).toBe(400);
});

test('who may only look downloads and adds nothing; who is signed out does neither', async () => {
  const { body } = await upload(pdf());
  const { client: auditor } = await signedIn(desk.deps, desk.base, ['auditor']);
  expect((await download(body.file.id, auditor)).status).toBe(200);
  expect((await upload(xmlOf(), {}, path(), auditor)).status).toBe(403);
  expect((await download(body.file.id, { ...clerk, cookie: undefined })).status).toBe(401);
});
