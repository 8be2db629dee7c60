// What nobody has to answer: kind, grouping and ahead have a default, remark and certificate are only said.
import type { FieldName } from '../../../domain/application-fields';
import { GROUPINGS, type Kind, KINDS, mediumOf, typeOf } from '../../../domain/fapiao';
import { REMARK_MAX } from '../../../domain/text-line';
import { ok, refuse } from '../../../domain/result';
import { say, type Text } from '../../../locales/text';
import type { Ctx, Slot } from '../flow';
import { isNo, isYes } from '../../understanding/answers';
import { parseKind } from '../../understanding/kind';
import { choiceField, choiceSlot, fieldSlot } from './field-slot';
import { apply, caseIn } from './values';
import { parseCertificate, parseGrouping } from './words';

/** The kinds that are switched on. */
const offered = (ctx: Ctx): Kind[] => KINDS.filter((kind) => ctx.business[mediumOf(kind)]);

const yesNo = (text: string): boolean | undefined =>
  text === 'true' || text === '1' || isYes(text)
    ? true
    : text === 'false' || text === '2' || isNo(text)
      ? false
      : undefined;

/** Yes or no, by a button, a number or a word. */
const yesNoSlot = (name: 'ahead' | 'certificate', label: Text, said?: (text: string) => boolean | undefined) =>
  fieldSlot(name, {
    show: String,
    field: () =>
      choiceField(name, label, [
        ['true', say('common:button.yes')],
        ['false', say('common:button.no')],
      ]),
    parse: (text) => {
      const answer = yesNo(text) ?? said?.(text);
      return answer === undefined ? refuse('invalidChoice') : ok(answer);
    },
  });

export const extraSlots = {
  kind: choiceSlot(
    'kind',
    { offered, title: (kind) => say(`apply:kind.${kind}`) },
    {
      parse: (text, values, ctx) => {
        const kinds = offered(ctx);
        const exact = kinds[Number(text) - 1] ?? kinds.find((kind) => kind === text);
        if (exact) return ok(exact);
        const said = parseKind(text, ctx.locale);
        if (!said) return refuse('invalidChoice');
        const { kind: known } = caseIn(apply(values));
        const kind = `${said.medium ?? mediumOf(known)}-${said.type ?? typeOf(known)}` as const;
        if (kinds.includes(kind)) return ok(kind);
        return refuse(mediumOf(kind) === 'paper' ? 'paperOff' : 'digitalOff');
      },
    },
  ),
  grouping: choiceSlot('grouping', {
    offered: () => GROUPINGS,
    title: (grouping) => say(`apply:grouping.${grouping}`),
    said: parseGrouping,
  }),
  ahead: yesNoSlot('ahead', say('apply:ahead.short')),
  remark: fieldSlot('remark', {
    free: true,
    longest: REMARK_MAX,
    ask: () => [say('apply:remark.ask', { max: REMARK_MAX })],
  }),
  certificate: yesNoSlot('certificate', say('apply:certificate.label'), parseCertificate),
} satisfies Partial<Record<FieldName, Slot>>;
