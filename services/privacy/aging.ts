// Documents of before get what was added since: their end, and their places in lists. A slice at a time, goes on after a crash, ends once.
import type { Instant } from '../../domain/result';
import { daysAfter, ruleOf, beneath } from '../../storage/retention';
import { bodyOf, isKnown, keys, record, seqPlace } from '../../storage/records';
import type { ListName, Stored, Write } from '../../storage/store';
import { deskPlaces } from '../application/application-doc';
import type { Deps } from '../shared/deps';
import { personOf, visitWrite } from './people';

const SLICE = 200;
/** On Cosmos DB what is written meanwhile comes again: pages without work are read at once, so that the end is reached. */
const PAGES = 20;
/** A new name begins anew: since this one, applications of before also get the places where the desk finds them. */
const NAME = 'aging-desk';

type AgingDeps = Pick<Deps, 'store' | 'now' | 'business' | 'secrets'>;

/**
 * Ends the documents of the next page that has some, and notes how far it came. True: all have their end. Two that do it
 * at once do the same twice. Throws what the store throws.
 */
export async function ageSome(deps: AgingDeps, limit = SLICE): Promise<boolean> {
  const { store } = deps;
  const key = keys.job(NAME);
  const before = await store.get(key);
  const body = before ? bodyOf('job', before) : {};
  if (body.done) return true;
  let after = body.cursor;
  let over = false;
  for (let pages = 0, worked = false; pages < PAGES && !worked && !over; pages += 1) {
    const page = await store.scan({ limit, after });
    for (const doc of page.docs) {
      worked = (await visit(deps, doc)) || worked;
      worked = (await age(deps, doc)) || worked;
      worked = (await place(deps, doc)) || worked;
    }
    after = page.next;
    over = page.next === undefined;
  }
  const doc = record('job', key, over ? { done: deps.now() } : { cursor: after });
  await store.commit(key.pk, [before ? { op: 'replace', doc, etag: before.etag } : { op: 'create', doc }]);
  return over;
}

async function age(deps: AgingDeps, doc: Stored): Promise<boolean> {
  const rule = ruleOf(doc);
  if (doc.expiresAt !== undefined || !isKnown(doc) || rule.ends !== 'write') return false;
  const since = (await lastWritten(deps, doc)) ?? rule.since(doc.body as never) ?? deps.now();
  const { etag, ...rest } = doc;
  const expiresAt = daysAfter(since, rule.days(deps.business.retention));
  // Beneath: the end counts from when it was last written. Refused: whoever was faster wrote it with its end.
  await beneath(deps.store).commit(doc.pk, [{ op: 'replace', doc: { ...rest, expiresAt }, etag }]);
  return true;
}

/** Also where it just got its end: read again, and the other places stay as they are. */
async function place(deps: AgingDeps, { pk, id, kind }: Stored): Promise<boolean> {
  const doc = kind === 'application' ? await deps.store.get({ pk, id }) : undefined;
  if (!doc || !isKnown(doc)) return false;
  const application = bodyOf('application', doc);
  // Kept for the law alone: nobody finds it.
  if (application.closed) return false;
  const places = deskPlaces(application);
  const { etag, ...rest } = doc;
  const missing = Object.entries(places).some(([list, at]) => doc.lists?.[list as ListName] !== at);
  if (!missing) return false;
  const lists = { ...doc.lists, ...places };
  await beneath(deps.store).commit(pk, [{ op: 'replace', doc: { ...rest, lists }, etag }]);
  return true;
}

/** A header does not say when its last turn was; its newest row does. Without any, all of them have ended already. */
async function lastWritten(deps: AgingDeps, doc: Stored): Promise<Instant | undefined> {
  if (doc.kind !== 'header') return undefined;
  const { nextSeq } = bodyOf('header', doc);
  if (!nextSeq) return undefined;
  const { docs } = await deps.store.list('log', { pk: doc.pk, to: seqPlace(nextSeq), desc: true, limit: 1 });
  if (docs[0]) return bodyOf('turn', docs[0]).items.at(-1)?.at;
  return daysAfter(deps.now(), -deps.business.retention.transcriptDays);
}

const CONVERSATION = 'conversation:';

/** Of conversations from before there were visits: without one, neither a copy nor an erasure would find them. */
async function visit(deps: AgingDeps, doc: Stored): Promise<boolean> {
  if (!isKnown(doc) || !doc.pk.startsWith(CONVERSATION)) return false;
  const conversation = doc.pk.slice(CONVERSATION.length);
  const missing: Write[] = [];
  for (const { person, signedIn } of visitorsOf(deps, doc)) {
    if (!(await deps.store.get(keys.visit(conversation, person))))
      missing.push(visitWrite(deps, conversation, person, signedIn));
  }
  if (missing.length) await deps.store.commit(doc.pk, missing);
  return missing.length > 0;
}

type Visitor = { person: string; signedIn: boolean };

/** Who is signed in by a header or gave a turn's commands, and whose address those, an answer or the admin centre named. */
function visitorsOf(deps: AgingDeps, doc: Stored): Visitor[] {
  const typed = (email: unknown): Visitor[] =>
    typeof email === 'string' && email ? [{ person: personOf(deps, email), signedIn: false }] : [];
  const linked = (link?: { account: string }): Visitor[] => (link ? [{ person: link.account, signedIn: true }] : []);
  if (doc.kind === 'turn') {
    const turn = bodyOf('turn', doc);
    const commands = turn.commands as { email?: unknown; by?: { link?: { account: string } } }[];
    const items = turn.items as { reply?: { text?: { values?: { email?: unknown } }[] } }[];
    const all = [
      ...commands.flatMap(({ email, by }) => [...linked(by?.link), ...typed(email)]),
      ...items.flatMap(({ reply }) => (reply?.text ?? []).flatMap(({ values }) => typed(values?.email))),
    ];
    return [...new Map(all.map((one) => [one.person, one])).values()];
  }
  if (doc.kind !== 'header') return [];
  const { link, host } = bodyOf('header', doc).state as { link?: { account: string }; host?: { email?: unknown } };
  return [...linked(link), ...typed(host?.email)];
}
