// The choices with a default: kind, grouping, ahead, and the refund or purchase certificate.
import { type Grouping, GROUPINGS, type Kind, KINDS, mediumOf } from '../../../domain/fapiao';
import { ok, refuse } from '../../../domain/result';
import { say } from '../../../locales/text';
import { type Ctx, type Slot, slot } from '../flow';
import { isNo, isYes } from '../../understanding/answers';
import { parseKind } from '../../understanding/kind';
import { apply, laterBills, openBills } from './values';
import { parseCertificate, parseGrouping } from './words';

/** The kinds that are switched on. */
const offered = (ctx: Ctx): Kind[] => KINDS.filter((kind) => ctx.business[mediumOf(kind)]);

const yesNo = (text: string): boolean | undefined =>
  text === 'true' || text === '1' || isYes(text)
    ? true
    : text === 'false' || text === '2' || isNo(text)
      ? false
      : undefined;

const yesNoChoices = [
  { value: 'true', title: { text: say('common:button.yes') } },
  { value: 'false', title: { text: say('common:button.no') } },
];

export const extraSlots: Record<string, Slot> = {
  kind: slot<Kind>({
    ask: () => [say('apply:kind.ask')],
    field: (_, ctx) => ({
      slot: 'kind',
      kind: 'one',
      label: say('apply:kind.label'),
      required: true,
      choices: offered(ctx).map((kind) => ({ value: kind, title: { text: say(`apply:kind.${kind}`) } })),
    }),
    parse: (text, values, ctx) => {
      const kinds = offered(ctx);
      const exact = kinds[Number(text) - 1] ?? kinds.find((kind) => kind === text);
      if (exact) return ok(exact);
      const said = parseKind(text, ctx.locale);
      if (!said) return refuse('invalidChoice');
      const [medium, type] = (apply(values).kind ?? 'digital-normal').split('-');
      const kind = `${said.medium ?? medium}-${said.type ?? type}` as Kind;
      if (kinds.includes(kind)) return ok(kind);
      return refuse(mediumOf(kind) === 'paper' ? 'paperOff' : 'digitalOff');
    },
  }),
  grouping: slot<Grouping>({
    when: (values) => openBills(apply(values)).length > 1,
    ask: () => [say('apply:grouping.ask')],
    field: () => ({
      slot: 'grouping',
      kind: 'one',
      label: say('apply:grouping.label'),
      required: true,
      choices: GROUPINGS.map((grouping) => ({ value: grouping, title: { text: say(`apply:grouping.${grouping}`) } })),
    }),
    parse: (text) => {
      const grouping = GROUPINGS[Number(text) - 1] ?? GROUPINGS.find((one) => one === text) ?? parseGrouping(text);
      return grouping ? ok(grouping) : refuse('invalidChoice');
    },
  }),
  ahead: slot<boolean>({
    when: (values) => laterBills(apply(values)).length > 0,
    ask: () => [say('apply:ahead.ask')],
    show: String,
    field: () => ({
      slot: 'ahead',
      kind: 'one',
      label: say('apply:ahead.short'),
      required: true,
      choices: yesNoChoices,
    }),
    parse: (text) => {
      const answer = yesNo(text);
      return answer === undefined ? refuse('invalidChoice') : ok(answer);
    },
  }),
  certificate: slot<boolean>({
    optional: true,
    ask: () => [say('apply:certificate.ask')],
    show: String,
    field: () => ({ slot: 'certificate', kind: 'one', label: say('apply:certificate.label'), choices: yesNoChoices }),
    parse: (text) => {
      const answer = yesNo(text) ?? parseCertificate(text);
      return answer === undefined ? refuse('invalidChoice') : ok(answer);
    },
  }),
};
