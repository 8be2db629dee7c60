// Demo mode's "let the service centre issue it": who may press it, and what it answers.
import type { AddressInfo } from 'node:net';
import { demoRoutes } from '../../../bot/demo/routes';
import { createRouter } from '../../../bot/http/router';
import { call } from '../../support/directline-client';

const router = createRouter();
const asked: (string | undefined)[] = [];
let waits = true;
let base = '';

beforeAll(async () => {
  const issue = async (number?: string) => {
    asked.push(number);
    return waits ? { number: number ?? 'FP-2611-0001' } : undefined;
  };
  demoRoutes({ issue, publicUrl: 'http://localhost' }).mount(router);
  await new Promise<void>((resolve) => router.http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(router.http.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => router.http.close(() => resolve())));
beforeEach(() => {
  asked.length = 0;
  waits = true;
});

const press = (json: unknown, headers: Record<string, string>) => call(`${base}/dev/issue`, { json, headers });

test('issues the newest application, or the one named', async () => {
  const own = { 'Sec-Fetch-Site': 'same-origin' };
  expect((await press({}, own)).body).toEqual({ number: 'FP-2611-0001' });
  expect((await press({ number: 'FP-2611-0007' }, { Origin: base })).body).toEqual({ number: 'FP-2611-0007' });
  waits = false;
  expect((await press({}, own)).status).toBe(404);
});

test('ASVS 5.0 3.5.1: another site, a sister site and a request without any origin press nothing', async () => {
  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: base },
    { Origin: 'https://evil.example' },
    {},
  ]) {
    expect((await press({}, headers as Record<string, string>)).status).toBe(403);
  }
  expect(asked).toEqual([]);
});

test('a body of another shape is refused', async () => {
  expect((await press({ number: 7 }, { Origin: base })).status).toBe(400);
  expect(asked).toEqual([]);
});
