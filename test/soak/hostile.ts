// Hostile people of a soak: whatever strangers try on every door, one after the other, never more than a bounded number at once.
import { connect } from 'node:net';
import { call, message } from '../support/directline-client';
import { companyBlock, hostile, sequence, toLength } from '../time/hostile';

const JSON_TYPE = { 'Content-Type': 'application/json' };
/** Longer ones are refused before they are read. */
const LONG = 10_000;

type Attack = (base: string, pick: (below: number) => number, from: string) => Promise<number>;

const send = async (url: string, init: RequestInit): Promise<number> => {
  const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(60_000) });
  await response.arrayBuffer();
  return response.status;
};
const post = (url: string, from: string, body: string, headers: Record<string, string> = {}): Promise<number> =>
  send(url, { method: 'POST', body, headers: { ...JSON_TYPE, 'X-Forwarded-For': from, ...headers } });
const activity = (text: string): string =>
  JSON.stringify({
    type: 'message',
    id: 'h1',
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:1',
    from: { id: 'h' },
    recipient: { id: 'bot' },
    conversation: { id: 'h' },
    text,
  });

/** A message in a web chat of one's own: it gets as far as honest ones do. */
async function says(base: string, from: string, texts: readonly string[]): Promise<number> {
  const headers = { 'X-Forwarded-For': from };
  const issued = await call<{ token: string; conversationId: string }>(`${base}/api/webchat/token`, {
    json: {},
    headers,
  });
  if (issued.status !== 200) return issued.status;
  const { token, conversationId } = issued.body;
  const url = `${base}/v3/directline/conversations`;
  await call(url, { json: {}, token, headers });
  let status = 0;
  for (const text of texts)
    ({ status } = await call(`${url}/${conversationId}/activities`, { json: message(text), token, headers }));
  return status;
}

const TEXTS = hostile(200);

const ATTACKS: readonly Attack[] = [
  // Texts that keep a careless reader busy.
  (base, pick, from) => says(base, from, [toLength(TEXTS[pick(TEXTS.length)] ?? 'x', 1 + pick(LONG))]),
  (base, pick, from) =>
    says(
      base,
      from,
      Array.from({ length: 3 }, () => companyBlock(pick)),
    ),
  // Guessing.
  (base, pick, from) => says(base, from, ['register', ...Array.from({ length: 5 }, () => `DEMO-${1000 + pick(9000)}`)]),
  (base, pick, from) =>
    post(`${base}/desk/api/session`, from, JSON.stringify({ email: 'root@21v.example', password: `x${pick(99)}` }), {
      'Sec-Fetch-Site': 'same-origin',
    }),
  (base, pick, from) => post(`${base}/api/bills`, from, '{}', { Authorization: `Bearer ${pick(1e9)}.e30.x` }),
  // Not what it says.
  (base, _pick, from) => post(`${base}/api/messages`, from, '{"type":"message","text":"half'),
  (base, pick, from) => post(`${base}/api/messages`, from, activity('x'.repeat(300_000 + pick(1e6)))),
  (base, pick, from) => post(`${base}/api/messages`, from, '['.repeat(1000 * (1 + pick(50)))),
  (base, pick, from) =>
    send(`${base}/${'../'.repeat(pick(9))}%2e%2e/etc/passwd?x=${'%'.repeat(pick(200))}`, {
      headers: { 'X-Forwarded-For': from },
    }),
  (base, pick, from) =>
    send(`${base}/activate?token=${'A'.repeat(pick(4000))}`, {
      headers: { Cookie: 'desk=x; '.repeat(pick(100)), 'X-Forwarded-For': from },
    }),
  // Begins and says nothing more.
  (base) =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(base);
      const socket = connect(Number(port), hostname, () => socket.write('POST /api/messages HTTP/1.1\r\nContent-Le'));
      const gone = () => resolve(0);
      socket.on('close', gone).on('error', gone);
      setTimeout(() => socket.destroy(), 3_000);
    }),
];

/** Answers how many attacks got which status; 0: no answer, as it should be. */
export async function hostilePerson(
  base: string,
  { seed, until }: { seed: number; until: () => boolean },
): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  const pick = sequence(seed);
  while (!until()) {
    const attack = ATTACKS[pick(ATTACKS.length)];
    const from = `203.0.${pick(4)}.${pick(256)}`;
    const status = await attack?.(base, pick, from).catch(() => 'cut');
    statuses[String(status)] = (statuses[String(status)] ?? 0) + 1;
  }
  return statuses;
}
