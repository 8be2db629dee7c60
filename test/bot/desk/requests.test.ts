// Requests for a person: they wait with their conversation, are answered by mail in the customer's language or closed with a result, once.
import { createCore } from '../../../bot/process/core';
import type { DeskError } from '../../../domain/desk-view';
import type { DeskRequest, RequestsAnswer } from '../../../domain/request-view';
import { requestPerson } from '../../../services/application/person';
import { everyIn } from '../../../storage/every';
import { bodyOf } from '../../../storage/records';
import { grounds, type Name } from '../../support/canaries';
import { by, seedAccount, seedBills } from '../../support/fapiao-world';
import { signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';

const API = '/desk/api/requests';
/** As long as the web chat's own are. */
const ONE = 'directline:7f5df791-9bb2-4b9a-bd7b-47e36a456d17-9f905708-21a3';
const log = { debug() {}, info() {}, warn() {}, error() {} };

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let desk: DeskWorld;
  let core: ReturnType<typeof createCore>;
  beforeEach(async () => {
    desk = await deskWorld({ ground: await grounds[name]() });
    core = createCore(desk.deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
  });
  afterEach(() => desk.close());

  let ids = 0;
  const say = (conversation: string, input: object) =>
    core.turns.deliver({
      conversation,
      dedupe: `d${(ids += 1)}`,
      input: input as never,
      channel: 'directline',
      person: 'p',
      receivedAt: desk.deps.now(),
    });

  /** One from somebody who is signed in, one from a visitor. */
  async function waiting() {
    await seedBills(desk.deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(desk.deps, { email: 'lihua@qinghe.example' });
    await say(ONE, { kind: 'notice', name: 'linked', params: { ...link, email: 'lihua@qinghe.example' } });
    await say(ONE, { kind: 'text', text: '发票抬头写错了怎么办' });
    const ask = (actor: Parameters<typeof requestPerson>[1]['by'], text: string) =>
      requestPerson(desk.deps, {
        id: `${ONE}-0000000${(ids += 1)}:requestPerson`,
        by: actor,
        type: 'requestPerson',
        text,
        locale: 'zh-CN',
      });
    await ask(by(link, ONE), '请帮我改抬头');
    desk.pass(1_000);
    await ask({ role: 'guest', conversation: 'directline:two' }, 'please call me');
  }
  const mails = async () => {
    const found: { to: string; subject: string; text: string }[] = [];
    for await (const doc of everyIn(desk.deps.store, 'mails')) found.push(bodyOf('mail', doc));
    return found;
  };

  test('the oldest comes first, with what was said and where an answer can go; answered, it is gone and mailed once', async () => {
    await waiting();
    const { client } = await signedIn(desk.deps, desk.base, ['clerk'], 'LiLei');
    const { requests } = (await client.get<RequestsAnswer>(API)).body;
    expect(requests).toMatchObject([
      { text: '请帮我改抬头', email: 'lihua@qinghe.example', locale: 'zh-CN', conversation: ONE },
      { text: 'please call me', conversation: 'directline:two', said: [] },
    ]);
    expect(requests[1]).not.toHaveProperty('email');
    expect(requests[0]!.said.map(({ author }) => author)).toEqual(expect.arrayContaining(['user', 'bot']));
    expect(requests[0]!.said.map(({ text }) => text)).toContain('发票抬头写错了怎么办');
    const path = `${API}/${requests[0]!.id}`;
    expect((await client.get<DeskRequest>(path)).body).toEqual(requests[0]);
    const twice = { 'Idempotency-Key': 'answer-command' };
    const body = { text: '您好\n抬头已经改好' };
    expect((await client.post(`${path}/answer`, body, twice)).status).toBe(200);
    expect((await client.post(`${path}/answer`, body, twice)).status).toBe(200);
    const other = await client.post<DeskError>(`${path}/answer`, body, { 'Idempotency-Key': 'another-command' });
    expect([other.status, other.body.error.code]).toEqual([404, 'requestUnknown']);
    await core.dispatcher.drain();
    const sent = await mails();
    expect(sent).toMatchObject([{ to: 'lihua@qinghe.example', subject: '关于您发票问题的答复' }]);
    for (const part of ['您好', '抬头已经改好', '请帮我改抬头']) expect(sent[0]!.text).toContain(part);
    expect((await client.get<RequestsAnswer>(API)).body.requests).toHaveLength(1);
  });

  test('a visitor without an address is answered where the clerk says, or closed with what came of it; nothing half done', async () => {
    await waiting();
    const { client } = await signedIn(desk.deps, desk.base, ['clerk'], 'LiLei');
    const [, visitor] = (await client.get<RequestsAnswer>(API)).body.requests;
    const path = `${API}/${visitor!.id}`;
    const send = (what: string, body: object) =>
      client.post<DeskError>(`${path}/${what}`, body, { 'Idempotency-Key': `request-command-${(ids += 1)}` });
    const codes = [
      await send('answer', { text: 'hello' }),
      await send('answer', { text: 'hello', email: 'no address' }),
      await send('answer', { text: 'hello', email: 'a@b.example\r\nBcc: x@y.example' }),
      await send('close', { text: '  ' }),
      await client.post<DeskError>(`${path}/close`, { text: 'x' }),
      await client.post<DeskError>(`${API}/bm9uZQ/close`, { text: 'x' }, { 'Idempotency-Key': 'request-unknown' }),
    ].map(({ body }) => body.error.code);
    expect(codes).toEqual([
      'requestNoAddress',
      'emailFormat',
      'emailFormat',
      'textMissing',
      'notJson',
      'requestUnknown',
    ]);
    const auditor = (await signedIn(desk.deps, desk.base, ['auditor'])).client;
    const forbidden = { 'Idempotency-Key': 'auditor-command' };
    expect((await auditor.post(`${path}/close`, { text: 'x' }, forbidden)).status).toBe(403);
    expect((await client.get<RequestsAnswer>(API)).body.requests).toHaveLength(2);
    expect((await send('close', { text: 'phoned' })).status).toBe(200);
    expect((await client.get<RequestsAnswer>(API)).body.requests).toHaveLength(1);
    await core.dispatcher.drain();
    expect(await mails()).toEqual([]);
    const deeds: string[] = [];
    for await (const doc of everyIn(desk.deps.store, 'audit')) deeds.push(bodyOf('audit', doc).action);
    expect(deeds).toContain('request.close');
  });
});
