// What people and the service centre do on a cluster: the whole journey, each step by a request of its own.
import { moveApplication } from '../../services/application/applications';
import { chatRow } from '../../services/shared/outbox';
import { later } from '../../domain/time';
import { keys } from '../../storage/records';
import type { Channel } from '../support/channel';
import type { Cluster } from '../support/cluster';
import { eventually, inTheEnd } from '../support/eventually';
import { PAYER, seedAccount, seedBills, TAX_ID } from '../support/fapiao-world';
import { get, post, valueOf } from '../support/pages-server';
import { PASSWORD } from '../support/people';
import type { SmtpTest } from '../support/smtp';
import type { Visitor } from '../support/visitor';

export const NUMBER = /FP-\d{4}-\d{4}/;

/** The rig: a mail server, a channel and one store, on which clusters are started. */
export interface Stage {
  smtp: SmtpTest;
  channel: Channel;
  cluster: Cluster;
}

let orders = 0;

/** A new order with one open bill; answers its number. */
export async function newOrder({ deps }: Cluster): Promise<string> {
  const order = `ORDER-${(orders += 1)}`;
  await seedBills(deps, [{ bill: `BILL-${order}`, order }]);
  return order;
}

/** A chat that is signed in with an account of its own. */
export async function signedIn({ cluster: { deps } }: Stage, visitor: Visitor, order: string): Promise<void> {
  const link = await seedAccount(deps, { id: `account-${order}`, orders: [order] });
  const until = later(deps.now(), 30 * 86_400_000);
  const params = { ...link, until, email: 'lihua@qinghe.example' };
  const row = chatRow(deps, {
    customer: link.customer,
    name: 'linked',
    locale: 'en-US',
    conversation: visitor.conversation,
    params,
  });
  await deps.store.commit(keys.customer(link.customer), [row]);
  await visitor.hears(/is active and this chat is signed in/);
}

const mailsTo = ({ smtp }: Stage, to: string) => smtp.received.filter(({ envelope }) => envelope.to[0] === to);

/** Reads the mail, sets the password, picks the number that the chat shows: each by a request of its own. */
async function activates(stage: Stage, visitor: Visitor, to: string, pair: string): Promise<void> {
  const base = stage.cluster.balancer.base;
  await eventually('the activation mail', () => mailsTo(stage, to).length > 0);
  const token = /\/activate\?\S*\bt=([\w-]+)/.exec(mailsTo(stage, to)[0]?.mail.text ?? '')?.[1] ?? '';
  // Nobody is as fast as a test: what a process does not know yet it knows a moment later. Tries of a link are counted,
  // so none is made before the process that gets it knows the link.
  const known = async (process: { base: string }) => (await get(`${process.base}/activate?t=${token}`)).status === 200;
  const numbers = await inTheEnd(async () => {
    for (const one of stage.cluster.processes) await eventually('the page', () => known(one));
    const { body } = await post(`${base}/activate`, { t: token, password: PASSWORD, again: PASSWORD });
    const [pairing, choices] = ['pairing', 'choices'].map((name) => valueOf(body, name));
    if (!pairing || !choices) throw new Error('the page shows no numbers');
    return { pairing, choices };
  });
  const picks = () => post(`${base}/activate/number`, { ...numbers, choice: pair });
  await eventually('the number is taken', async () => (await picks()).body.includes('Your chat is signed in'));
  await visitor.hears(/is active and this chat is signed in/);
}

let fapiaos = 26_310_000_000_000_000_000n;

/** The service centre issues the fapiao from a process of its own. */
async function issues({ cluster: { deps } }: Stage, number: string): Promise<string> {
  const fapiao = String((fapiaos += 1n));
  for (const event of ['start', 'issue'] as const) {
    const data = event === 'issue' ? { fapiaos: [{ number: fapiao }] } : {};
    const by = { role: 'staff', name: 'clerk' } as const;
    await eventually(event, async () => (await moveApplication(deps, { number, event, by, data })).ok);
  }
  return fapiao;
}

/** From stranger to fapiao. */
export async function journey(stage: Stage, visitor: Visitor, order: string): Promise<void> {
  const to = `${order.toLowerCase()}@qinghe.example`;
  await visitor.says(`register ${order} ${to}`, /confirm/i);
  const sent = await visitor.says('confirm', /is on its way/);
  await activates(stage, visitor, to, /Choose \*\*(\d\d)\*\*/.exec(sent)?.[1] ?? '');
  await visitor.says('I need a fapiao', /title/i);
  await visitor.says(`${PAYER} ${TAX_ID}`, /confirm/i);
  const applied = await visitor.says('confirm', NUMBER);
  const number = NUMBER.exec(applied)?.[0] ?? '';
  const fapiao = await issues(stage, number);
  await visitor.hears(new RegExp(`${number}.*being processed`));
  await visitor.hears(new RegExp(`${number}.*${fapiao}`));
  await eventually('all mails', () => mailsTo(stage, to).length >= MAILS_A_JOURNEY);
}
/** Activation, activated, submitted, being processed, issued. */
export const MAILS_A_JOURNEY = 5;
/** What the visitor says in it. */
export const SAID = 5;
