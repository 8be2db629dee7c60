// The mail about an application that moved: one sentence for its state, and the facts that the state has.
import type { ApplicationState } from '../../domain/application';
import type { Carrier } from '../../domain/shipping';
import { formatValue, say, type Text, type TextKey, type Value } from '../../locales';
import { mailWords } from '../../locales/application-words';
import type { ApplicationChange } from '../../services/shared/outbox';
import type { Block } from './mail-layout';
import type { Template } from './mail-template';

type Fact = [label: Text, value: Value | undefined];
type FactsOf = (change: ApplicationChange, template: Template<'applicationChanged'>) => Fact[];

const CARRIERS: Record<Carrier, TextKey> = {
  sf: 'mail:application.carrier.sf',
  yunda: 'mail:application.carrier.yunda',
};

const nothing: FactsOf = () => [];

const due: FactsOf = ({ dueAt, provisional }) => {
  // A due time is 24:00 in China, the first moment of the day after: one millisecond earlier is the day to name.
  const day = { day: new Date(Date.parse(dueAt) - 1).toISOString() };
  const value = {
    text: say(provisional ? 'mail:application.fact.provisional' : 'mail:application.fact.dueDay', { day }),
  };
  return [[say('mail:application.fact.dueAt'), value]];
};

const branch: FactsOf = (_change, { context: { business }, row }) => {
  const { branchAddressZh: zh, branchAddressEn: en, branchPhone } = business;
  return [
    // The address in Chinese for everybody: it is what a driver can read.
    [say('mail:application.fact.branch'), row.locale.startsWith('zh') ? zh : `${en} · ${zh}`],
    [say('mail:application.fact.branchPhone'), branchPhone],
  ];
};

/** Beside the numbers of application and fapiao. */
const FACTS: Record<ApplicationState, FactsOf> = {
  scheduled: ({ scheduledFor }) => [
    [say('mail:application.fact.scheduledFor'), scheduledFor ? { moment: scheduledFor } : undefined],
  ],
  submitted: due,
  processing: due,
  outOfStock: ({ expectedAt }) => [
    [say('mail:application.fact.expectedAt'), expectedAt ? { day: expectedAt, year: true } : undefined],
  ],
  rejected: ({ reason }) => [[say('mail:application.fact.reason'), reason]],
  cancelled: nothing,
  issued: nothing,
  mailed: ({ carrier, waybill }) => [
    [say('mail:application.fact.carrier'), carrier && { text: say(CARRIERS[carrier]) }],
    [say('mail:application.fact.waybill'), waybill],
  ],
  readyForPickup: branch,
  delivered: nothing,
  returnRequested: nothing,
  returned: nothing,
  reissued: nothing,
};

function facts(change: ApplicationChange, template: Template<'applicationChanged'>): [label: Text, value: Value][] {
  const { state, number, fapiaos = [] } = change;
  const list: Fact[] = [[say('mail:application.fact.number'), number]];
  if (fapiaos.length > 0) list.push([say('mail:application.fact.fapiaos', {}, fapiaos.length), { items: fapiaos }]);
  const own = Object.hasOwn(FACTS, state) ? FACTS[state](change, template) : [];
  return [...list, ...own].filter((fact): fact is [Text, Value] => fact[1] !== undefined && fact[1] !== '');
}

/** Subject and blocks of `applicationChanged`. */
export function applicationMail(template: Template<'applicationChanged'>): { subject: Text; blocks: Block[] } {
  const { row, t, url, button } = template;
  const { params: change } = row;
  const { how = 'number', links = [] } = template.context.enclosed ?? {};
  const words = mailWords(change, how);
  return {
    subject: say(words.subject, { number: change.number }),
    blocks: [
      { text: t(say(words.mail)) },
      {
        facts: facts(change, template).map(([label, value]) => ({
          label: t(label),
          value: formatValue(row.locale, value),
        })),
      },
      ...links.map(({ fapiao, type, url: to }) =>
        button(say('progress:own.file', { fapiao, type: type.toUpperCase() }), to),
      ),
      button(say('mail:openChat'), url('/chat')),
    ],
  };
}
