// Signing in at the desk over HTTP: the way in, the two steps, what the cookie is, and what ends a session.
import type { DeskError } from '../../../domain/desk-view';
import type { Me, SessionAnswer, StaffListAnswer } from '../../../domain/staff-view';
import type { StaffChanged } from '../../../domain/staff-view';
import { MINUTE } from '../../../domain/time';
import { addStaff } from '../../../services/staff/manage';
import { DESK_PASSWORD, deskClient, enterDesk, OPERATOR, signedIn, signInDesk } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { runApp } from '../../support/running-app';

let desk: DeskWorld;
beforeEach(async () => {
  desk = await deskWorld();
});
afterEach(() => desk.close());

const added = async (email: string, roles = ['clerk']) => {
  const made = await addStaff(desk.deps, OPERATOR, { email, name: 'Li Lei', roles });
  if (!made.ok || !made.entry) throw new Error('not added');
  return { id: made.staff.id, url: made.entry.url };
};
const who = async (client: ReturnType<typeof deskClient>) => client.get<Me>('/desk/api/me');

test('the link sets password and authenticator and signs in; then address, password and code do', async () => {
  const { url, id } = await added('lilei@fapiao.example', ['clerk', 'agent']);
  const client = deskClient(desk.base);
  const { entry, entered, code } = await enterDesk(desk.deps, client, url);
  expect(entry.body).toMatchObject({ email: 'lilei@fapiao.example', name: 'Li Lei' });
  expect(entry.body.uri).toContain(`secret=${entry.body.secret}`);
  expect(entered.status).toBe(200);
  expect(entered.body.recoveryCodes).toHaveLength(10);
  expect((await who(client)).body).toMatchObject({ id, roles: ['clerk', 'agent'], now: desk.deps.now() });
  desk.pass(MINUTE);
  const other = deskClient(desk.base);
  expect((await other.get<SessionAnswer>('/desk/api/session')).body).toEqual({ step: 'signIn' });
  expect((await signInDesk(other, ' LILEI@fapiao.example ', code())).body).toMatchObject({ step: 'in', me: { id } });
  expect((await other.post('/desk/api/session/out')).body).toEqual({ step: 'signIn' });
  expect((await who(other)).status).toBe(401);
  expect((await who(client)).status).toBe(200);
});

test('half of a session opens nothing, and lasts ten minutes', async () => {
  const { url } = await added('half@fapiao.example');
  const { code } = await enterDesk(desk.deps, deskClient(desk.base), url);
  const client = deskClient(desk.base);
  const first = await client.post<SessionAnswer>('/desk/api/session', {
    email: 'half@fapiao.example',
    password: DESK_PASSWORD,
  });
  expect(first.body).toEqual({ step: 'code' });
  expect((await client.get<SessionAnswer>('/desk/api/session')).body).toEqual({ step: 'code' });
  expect((await who(client)).status).toBe(401);
  desk.pass(10 * MINUTE);
  const late = await client.post<DeskError>('/desk/api/session/code', { code: code() });
  expect([late.status, late.body.error.code]).toEqual([401, 'signedOut']);
});

test('staff administration over the desk: an administrator adds somebody, and that ends nobody’s session', async () => {
  const admin = await signedIn(desk.deps, desk.base, ['administrator']);
  const made = await admin.client.post<StaffChanged>('/desk/api/staff', {
    email: 'new@fapiao.example',
    roles: ['clerk'],
  });
  expect([made.status, made.body.staff.state]).toEqual([200, 'invited']);
  const list = await admin.client.get<StaffListAnswer>('/desk/api/staff');
  expect(list.body.staff.map(({ email }) => email)).toContain('new@fapiao.example');
});

test('the whole product serves it, beside the customers’ pages', async () => {
  const app = await runApp({ env: { DEMO: 'true' } });
  try {
    const [demo] = app.staff;
    const client = deskClient(app.base);
    expect((await client.get<SessionAnswer>('/desk/api/session')).body).toEqual({ step: 'signIn' });
    const { entered } = await enterDesk(app.deps, client, demo?.entry.url ?? '');
    expect(entered.status).toBe(200);
    expect((await who(client)).body).toMatchObject({ email: demo?.email, roles: ['administrator'] });
  } finally {
    await app.close();
  }
});
