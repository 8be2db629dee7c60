// An application with all that staff need to process it, whatever was asked: answers, warnings, course, notices, notes, and what can be done.
import { answersIn, type ParticularField, PARTICULARS } from '../../domain/application-draft';
import type { DeskNote } from '../../domain/conversation-view';
import type { DeskApplication, DeskEvent, DeskFact, DeskNotice, Warning } from '../../domain/desk-view';
import type { StaffView } from '../../domain/staff-view';
import { payerMatches } from '../../domain/names';
import type { Instant } from '../../domain/result';
import { hasHan } from '../../domain/text';
import { maskTaxId } from '../../domain/taxid';
import { everyIn } from '../../storage/every';
import { type Application, bodyOf, keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { holderOf } from '../application/change';
import { filesOf, fileView } from '../application/files';
import { fapiaoLabel } from '../application/notices';
import type { Deps } from '../shared/deps';
import { actorName } from './act';
import { actsOf } from './can';
import { isPersonal, referenceOf, rowOf } from './rows';

const SHOWN = 4;
const maskEnd = (text: string): string => `•••• ${text.slice(-SHOWN)}`;

/** What is shown by its end only, until somebody asks for it and that is audited (ASVS 5.0 14.2.6). */
export const MASKED: { [F in ParticularField]?: (text: string) => string | undefined } = {
  account: maskEnd,
  taxId: (id) => (isPersonal(id) ? maskTaxId(id) : undefined),
};

/** Every confirmed answer in the order of its table: a question that is added stands here by itself. */
export function factsOf(application: Application): DeskFact[] {
  const answers = answersIn(application, PARTICULARS);
  return PARTICULARS.flatMap((field): DeskFact[] => {
    const value = answers[field];
    if (typeof value !== 'string' && typeof value !== 'boolean' && !Array.isArray(value)) return [];
    const masked = typeof value === 'string' ? MASKED[field]?.(value) : undefined;
    return [masked === undefined ? { field, value } : { field, value: masked, masked: true }];
  });
}

/** What must be seen before issuing. `closed`: its order was taken from who applied. */
function warningsOf(application: Application, closed: boolean): Warning[] {
  const { buyer, payer, certificate, provisional, withoutTaxId, taxIdChecked } = application;
  const found: Record<Warning, boolean> = {
    payerDiffers: !payerMatches(buyer.name, payer),
    taxIdUnchecked: taxIdChecked === true,
    withoutTaxId: withoutTaxId === true,
    latinTitle: !hasHan(buyer.name),
    certificate: certificate === true,
    provisional,
    closed,
  };
  return (Object.keys(found) as Warning[]).filter((name) => found[name]);
}

const TRAILED = ['correct', 'claim', 'release', 'undo', 'resend'] as const;

/** Its course, and what staff did besides, by time. */
async function historyOf(deps: Deps, { pk }: Stored, { number, events }: Application): Promise<DeskEvent[]> {
  // A correction stands in the trail, with its reason.
  const course = events.filter(({ event }) => event !== 'correct');
  const history: DeskEvent[] = course.map(({ at, by, event, state, note }) => ({
    at,
    by: actorName(by),
    event,
    state,
    ...(note ? { note } : {}),
  }));
  for await (const doc of everyIn(deps.store, 'trail', { pk, prefix: `${number}#` })) {
    const { at, name, action, text } = bodyOf('audit', doc);
    const event = TRAILED.find((one) => action === `application.${one}`);
    if (event) history.push({ at, by: name, event, ...(text ? { note: text } : {}) });
  }
  return history.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function notesOf(deps: Deps, { pk }: Stored, number: string): Promise<DeskNote[]> {
  const notes: DeskNote[] = [];
  for await (const doc of everyIn(deps.store, 'notes', { pk, prefix: `${number}#` })) {
    const { at, name, text } = bodyOf('note', doc);
    notes.push({ id: doc.id, at, by: name, text });
  }
  return notes;
}

/** Mails and notices about it, and what became of each. */
async function noticesOf(deps: Deps, { pk }: Stored, number: string): Promise<DeskNotice[]> {
  const notices: DeskNotice[] = [];
  for await (const doc of everyIn(deps.store, 'told', { pk, prefix: `${number}#` })) {
    const { to, target, params, createdAt, sent, dead, why } = bodyOf('outbox', doc);
    if (to === 'job' || !('event' in params)) continue;
    const state = sent ? 'given' : dead ? 'refused' : 'waiting';
    notices.push({ to, target, event: String(params.event), at: sent ?? createdAt, state, ...(why ? { why } : {}) });
  }
  return notices;
}

/** What can be taken back, until then. */
async function undoOf(deps: Deps, { pk }: Stored, number: string, now: Instant) {
  const doc = await deps.store.get(keys.undo(pk, number));
  const undo = doc && bodyOf('undo', doc);
  return undo && undo.until > now ? { undo: { event: undo.act, until: undo.until } } : {};
}

/** Everything about one; `stored` as it was found. */
export async function detailOf(deps: Deps, stored: Stored, staff: StaffView): Promise<DeskApplication> {
  const now = deps.now();
  const a = bodyOf('application', stored);
  const [holder, history, notices, notes, undo, files] = await Promise.all([
    holderOf(deps, a),
    historyOf(deps, stored, a),
    noticesOf(deps, stored, a.number),
    notesOf(deps, stored, a.number),
    undoOf(deps, stored, a.number, now),
    filesOf(deps, a),
  ]);
  const { payer, dueAt, provisional, expectedAt, reason, shipment, conversation } = a;
  return {
    ...rowOf(stored, now),
    reference: referenceOf(stored.pk),
    facts: factsOf(a),
    warnings: warningsOf(a, holder === undefined),
    payer,
    bills: a.bills.map(({ bill, period, amount, order }) => ({ bill, period, amount, order })),
    dueAt,
    provisional,
    ...(expectedAt ? { expectedAt } : {}),
    ...(reason ? { reason } : {}),
    ...(shipment ? { shipment } : {}),
    fapiaos: a.fapiaos.map(({ number, code, amount, bills, issuedAt }) => ({
      number,
      ...(code ? { code } : {}),
      amount,
      bills,
      issuedAt,
      files: files.filter((row) => row.fapiao === fapiaoLabel({ number, code })).map(fileView),
    })),
    history,
    notices,
    notes,
    can: actsOf(a, staff, now),
    ...(conversation ? { conversation } : {}),
    ...undo,
  };
}
