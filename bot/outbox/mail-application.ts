// The mail about an application that moved: one sentence for its state, and the facts that the state has.
import { z } from 'zod';
import { formatValue, say, type Text, type Value } from '../../locales';
import type { Block } from './mail-layout';
import type { Template } from './mail-template';

/** What the service puts into the row. Unknown and missing fields are left out: the number is always there. */
const shape = z.object({
  number: z.string(),
  state: z.string().catch('other'),
  method: z.string().optional().catch(undefined),
  dueAt: z.string().optional().catch(undefined),
  provisional: z.boolean().optional().catch(undefined),
  expectedAt: z.string().optional().catch(undefined),
  scheduledFor: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  carrier: z.string().optional().catch(undefined),
  waybill: z.string().optional().catch(undefined),
  fapiaos: z.array(z.union([z.string(), z.object({ number: z.string() }).transform(({ number }) => number)])).catch([]),
});
type Params = z.infer<typeof shape>;

const STATES = {
  submitted: ['mail:application.submitted.subject', 'mail:application.submitted.text'],
  scheduled: ['mail:application.scheduled.subject', 'mail:application.scheduled.text'],
  processing: ['mail:application.processing.subject', 'mail:application.processing.text'],
  outOfStock: ['mail:application.outOfStock.subject', 'mail:application.outOfStock.text'],
  rejected: ['mail:application.rejected.subject', 'mail:application.rejected.text'],
  cancelled: ['mail:application.cancelled.subject', 'mail:application.cancelled.text'],
  issued: ['mail:application.issued.subject', 'mail:application.issued.text'],
  mailed: ['mail:application.mailed.subject', 'mail:application.mailed.text'],
  readyForPickup: ['mail:application.readyForPickup.subject', 'mail:application.readyForPickup.text'],
  delivered: ['mail:application.delivered.subject', 'mail:application.delivered.text'],
  other: ['mail:application.other.subject', 'mail:application.other.text'],
} as const;

/** "Issued" means something else for each way of delivery. */
const ISSUED = {
  email: 'mail:application.issued.digital',
  yunda: 'mail:application.issued.paper',
  sf: 'mail:application.issued.paper',
  pickup: 'mail:application.issued.pickup',
} as const;

const CARRIERS = { sf: 'mail:application.carrier.sf', yunda: 'mail:application.carrier.yunda' } as const;

/** Digital ones are sent, paper ones handed over. */
const SENT = ['mail:application.delivered.subjectEmail', 'mail:application.delivered.email'] as const;

const own = <T extends object>(table: T, name: string | undefined): T[keyof T] | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name as keyof T] : undefined;

function facts(params: Params, { context: { business }, row }: Template): [label: Text, value: Value][] {
  const { state, fapiaos, carrier } = params;
  const list: [Text, Value | undefined][] = [[say('mail:application.fact.number'), params.number]];
  if (state === 'scheduled')
    list.push([say('mail:application.fact.scheduledFor'), params.scheduledFor && { moment: params.scheduledFor }]);
  if (state === 'submitted' || state === 'processing') list.push([say('mail:application.fact.dueAt'), due(params)]);
  if (state === 'outOfStock')
    list.push([say('mail:application.fact.expectedAt'), params.expectedAt && { day: params.expectedAt, year: true }]);
  if (state === 'rejected') list.push([say('mail:application.fact.reason'), params.reason]);
  if (fapiaos.length > 0) list.push([say('mail:application.fact.fapiaos', {}, fapiaos.length), { items: fapiaos }]);
  if (state === 'mailed') {
    const known = own(CARRIERS, carrier);
    list.push([say('mail:application.fact.carrier'), known ? { text: say(known) } : carrier]);
    list.push([say('mail:application.fact.waybill'), params.waybill]);
  }
  if (state === 'readyForPickup') {
    const { branchAddressZh: zh, branchAddressEn: en } = business;
    // The address in Chinese for everybody: it is what a driver can read.
    list.push([say('mail:application.fact.branch'), row.locale.startsWith('zh') ? zh : `${en} · ${zh}`]);
    list.push([say('mail:application.fact.branchPhone'), business.branchPhone]);
  }
  return list.filter((fact): fact is [Text, Value] => fact[1] !== undefined && fact[1] !== '');
}

function due({ dueAt, provisional }: Params): Value | undefined {
  if (!dueAt) return undefined;
  // A due time is 24:00 in China, the first moment of the day after: one millisecond earlier is the day to name.
  const day = { day: new Date(Date.parse(dueAt) - 1).toISOString() };
  return { text: say(provisional ? 'mail:application.fact.provisional' : 'mail:application.fact.dueDay', { day }) };
}

/** Subject and blocks of `applicationChanged`. */
export function applicationMail(template: Template): { subject: Text; blocks: Block[] } {
  const { row, t, url, button } = template;
  const params = shape.parse(row.params);
  const sent = params.state === 'delivered' && params.method === 'email' ? SENT : undefined;
  const [subject, sentence] = sent ?? own(STATES, params.state) ?? STATES.other;
  const issued = params.state === 'issued' ? own(ISSUED, params.method) : undefined;
  return {
    subject: say(subject, { number: params.number }),
    blocks: [
      { text: t(say(issued ?? sentence)) },
      {
        facts: facts(params, template).map(([label, value]) => ({
          label: t(label),
          value: formatValue(row.locale, value),
        })),
      },
      button(say('mail:openChat'), url('/chat')),
    ],
  };
}
