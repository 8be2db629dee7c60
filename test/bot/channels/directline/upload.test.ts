// Files at the embedded Direct Line: the words beside them are read, a file alone is answered with what to do.
import { type Activity, begin, call } from '../../../support/directline-client';
import { runApp, type RunningApp } from '../../../support/running-app';

let server: RunningApp;
beforeAll(async () => {
  server = await runApp();
});
afterAll(() => server.close());

const PICTURE = new Blob([new Uint8Array(2_000)], { type: 'image/png' });
const activity = (text: string) =>
  new Blob(
    [JSON.stringify({ type: 'message', text, from: { id: 'x' }, channelData: { clientActivityID: `c-${text}` } })],
    {
      type: 'application/vnd.microsoft.activity',
    },
  );

function form(...parts: [name: string, part: Blob][]): FormData {
  const data = new FormData();
  for (const [name, part] of parts) data.append(name, part, 'name');
  return data;
}

/** Posts it; answers the status and what the conversation holds after its welcome. */
async function upload(body: FormData | Uint8Array<ArrayBuffer>, type?: string) {
  const chat = await begin(server.base);
  const headers = { Authorization: `Bearer ${chat.token}`, ...(type ? { 'Content-Type': type } : {}) };
  const response = await fetch(`${chat.url}/upload?userId=x`, { method: 'POST', body, headers });
  const { activities } = (
    await call<{ activities: Activity[] }>(`${chat.url}/activities?watermark=0`, { token: chat.token })
  ).body;
  return { status: response.status, id: ((await response.json()) as { id?: string }).id, said: activities.slice(1) };
}
const words = (said: Activity[]) => JSON.stringify(said.filter(({ from }) => from.role === 'bot'));

test('the text beside a picture is read as a message, once, with its own id', async () => {
  const { status, id, said } = await upload(form(['activity', activity('register')], ['file', PICTURE]));
  expect([status, id]).toEqual([200, said[0]?.id]);
  expect(said[0]).toMatchObject({ text: 'register', channelData: { clientActivityID: 'c-register' } });
  expect(words(said)).toContain('order number');
});

test.each<[string, FormData | Uint8Array<ArrayBuffer>, string | undefined, string]>([
  ['a picture', form(['activity', activity('')], ['file', PICTURE]), undefined, 'pictures'],
  ['a file without a message', form(['file', new Blob(['%PDF'], { type: 'application/pdf' })]), undefined, 'files'],
  ['a picture as the body', new Uint8Array(10), 'image/jpeg', 'pictures'],
  ['a file of 5 MB', form(['file', new Blob([new Uint8Array(5 << 20)])]), undefined, 'files'],
  ['a form that is none', new Uint8Array(1_000), 'multipart/form-data; boundary=x', 'files'],
  [
    'a message that is no JSON',
    form(['a', new Blob(['{'], { type: 'application/vnd.microsoft.activity' })]),
    undefined,
    'without any words',
  ],
])('%s is answered with what to do', async (_what, body, type, expected) => {
  const { status, said } = await upload(body, type);
  expect(status).toBe(200);
  expect(words(said)).toContain(expected);
});
