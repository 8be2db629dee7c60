// The desk's applications over HTTP: list, detail, finding and acting, by role; two clerks at once; what is not understood.
import type {
  ActAnswer,
  BulkAnswer,
  DeskApplication,
  DeskError,
  DeskPage,
  FoundAnswer,
} from '../../../domain/desk-view';
import { application, numberOf, seedApplications } from '../../support/desk-work';
import { type DeskClient, signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { grounds, type Name } from '../../support/canaries';

const API = '/desk/api/applications';

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let desk: DeskWorld;
  beforeEach(async () => {
    desk = await deskWorld({ ground: await grounds[name]() });
  });
  afterEach(() => desk.close());

  const clerk = async (called: string) => (await signedIn(desk.deps, desk.base, ['clerk'], called)).client;
  let commands = 0;
  const acting = (client: DeskClient, { number, etag }: { number: string; etag: string }, act: string, body = {}) =>
    client.post<ActAnswer & DeskError>(`${API}/${number}/${act}`, body, {
      'If-Match': etag,
      'Idempotency-Key': `http-command-${(commands += 1)}`,
    });

  test('a clerk reads the list, one of it and finds it; claiming is on the screen of the next', async () => {
    await seedApplications(desk.deps.store, [application(1), application(2), application(10)]);
    const client = await clerk('Li Lei');
    const page = await client.get<DeskPage>(API);
    expect(page.status).toBe(200);
    expect(page.body).toMatchObject({
      total: 3,
      amount: 3 * 136_800,
      cities: ['深圳'],
      counts: { issueDigital: { all: 2, late: 2 }, issuePaper: { all: 1, late: 1 } },
    });
    const [row] = page.body.rows;
    const claimed = await acting(client, row!, 'claim');
    expect(claimed.body.application).toMatchObject({ number: row!.number, claim: { name: 'Li Lei' } });
    const one = await client.get<DeskApplication>(`${API}/${row!.number.toLowerCase().replaceAll('-', '')}`);
    expect(one.body).toMatchObject({ claim: { name: 'Li Lei' }, etag: claimed.body.application.etag });
    const mine = await client.get<DeskPage>(`${API}?mine=1&live=another-process`);
    expect(mine.body.rows.map(({ number }) => number)).toEqual([row!.number]);
    expect((await client.get<DeskPage>(`${API}?pile=issuePaper&city=${encodeURIComponent('深圳')}`)).body.total).toBe(
      1,
    );
    const found = await client.get<FoundAnswer>(`/desk/api/find?q=${encodeURIComponent('餐饮有限公司')}`);
    expect(found.body.rows).toHaveLength(3);
  });

  test('two clerks at once: one 200, one 409 with the name and the application as it is now', async () => {
    await seedApplications(desk.deps.store, [application(1)]);
    const [one, two] = [await clerk('Li Lei'), await clerk('Han Meimei')];
    const { rows } = (await one.get<DeskPage>(API)).body;
    const answers = await Promise.all([acting(one, rows[0]!, 'claim'), acting(two, rows[0]!, 'claim')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const winner = answers[0]!.status === 200 ? 'Li Lei' : 'Han Meimei';
    const lost = answers.find(({ status }) => status === 409)!;
    expect(lost.body).toMatchObject({
      error: { code: 'changed' },
      by: winner,
      application: { number: numberOf(1), claim: { name: winner } },
    });
    const again = await acting(answers[0]!.status === 409 ? one : two, lost.body.application!, 'claim');
    expect([again.status, again.body.error]).toMatchObject([409, { code: 'claimedBy', params: { name: winner } }]);
    expect(again.body.error.message).toContain(winner);
  });

  test('what is not understood, without ETag or id, or by a role that may not, does nothing', async () => {
    await seedApplications(desk.deps.store, [application(1)]);
    const client = await clerk('Li Lei');
    const path = `${API}/${numberOf(1)}`;
    const { etag } = (await client.get<DeskApplication>(path)).body;
    const all = { 'If-Match': etag, 'Idempotency-Key': 'http-command-x' };
    const tried: [string, unknown, Record<string, string>, number, string][] = [
      [`${path}/claim`, {}, { 'If-Match': etag }, 400, 'notJson'],
      [`${path}/claim`, {}, { 'Idempotency-Key': 'http-command-x' }, 400, 'notJson'],
      [`${path}/explode`, {}, all, 404, 'unknown'],
      [`${path}/note`, { text: 7 }, all, 400, 'notJson'],
      [`${path}/note`, { text: ' ' }, all, 400, 'textMissing'],
      [`${API}/FP-2611-9999/claim`, {}, all, 404, 'applicationUnknown'],
    ];
    for (const [address, body, headers, status, code] of tried) {
      const refused = await client.post<DeskError>(address, body, headers);
      expect([address, refused.status, refused.body.error.code]).toEqual([address, status, code]);
    }
    expect((await client.get<DeskError>(`${API}/none`)).status).toBe(404);
    expect((await client.get<DeskError>(`${API}?pile=all`)).status).toBe(400);
    const auditor = (await signedIn(desk.deps, desk.base, ['auditor'])).client;
    expect((await auditor.get<DeskPage>(API)).status).toBe(200);
    expect((await acting(auditor, { number: numberOf(1), etag }, 'claim')).status).toBe(403);
    expect((await client.get<DeskApplication>(path)).body).toMatchObject({ etag, notes: [] });
  });

  test('many at once: a result each, in their order; one that is refused holds up no other, and the same again does nothing', async () => {
    const all = Array.from({ length: 100 }, (_, i) => application(i + 1));
    await seedApplications(desk.deps.store, all);
    const [client, colleague] = [await clerk('Li Lei'), await clerk('Han Meimei')];
    const { rows } = (await client.get<DeskPage>(API)).body;
    const first = rows[0]!;
    expect((await acting(colleague, first, 'claim')).status).toBe(200);
    const items = rows.map(({ number, etag }) => ({ number, etag }));
    const bulk = { act: 'delay', data: { until: '2026-12-04' }, items };
    const headers = { 'Idempotency-Key': 'http-bulk-command' };
    const done = await client.post<BulkAnswer>(`${API}/bulk`, bulk, headers);
    expect(done.body.results.map(({ number }) => number)).toEqual(items.map(({ number }) => number));
    expect(done.body.results[0]).toMatchObject({ error: { code: 'changed' } });
    for (const one of done.body.results.slice(1))
      expect(one).toMatchObject({ row: { state: 'outOfStock', pile: 'stock' } });
    const again = await client.post<BulkAnswer>(`${API}/bulk`, bulk, headers);
    expect(again.body.results.slice(1)).toEqual(done.body.results.slice(1));
    expect(
      (await client.post<DeskError>(`${API}/bulk`, { ...bulk, items: [...items, items[0]] }, headers)).status,
    ).toBe(400);
  });

  test('next takes the most urgent free one; two who press at once get one each; undo gives it back as it was', async () => {
    await seedApplications(desk.deps.store, [application(3), application(1), application(2)]);
    const [one, two] = [await clerk('Li Lei'), await clerk('Han Meimei')];
    const next = (client: DeskClient) =>
      client.post<DeskApplication>(
        `${API}/next`,
        { pile: 'issueDigital' },
        { 'Idempotency-Key': `http-next-${(commands += 1)}` },
      );
    await one.get<DeskPage>(API);
    const taken = await Promise.all([next(one), next(two)]);
    expect(new Set(taken.map(({ body }) => body.number))).toEqual(new Set([numberOf(1), numberOf(2)]));
    const mine = taken[0]!.body;
    const started = await acting(one, mine, 'delay', { until: '2026-12-04' });
    expect(started.body.application).toMatchObject({ state: 'outOfStock', undo: { event: 'delay' } });
    const back = await one.post<ActAnswer>(
      `${API}/${mine.number}/undo`,
      {},
      { 'Idempotency-Key': 'http-undo-command' },
    );
    expect(back.body.application).toMatchObject({ state: 'submitted', claim: { name: 'Li Lei' } });
    expect(back.body.application.undo).toBeUndefined();
  });
});
