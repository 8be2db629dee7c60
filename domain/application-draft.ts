// An application's answers as a draft, as stored and as remembered: each at the place that its row names.
import {
  type Acknowledgement,
  ACKNOWLEDGEMENTS,
  type Answers,
  type Case,
  FIELD_NAMES,
  type FieldName,
  FIELDS,
  type Need,
  ROWS,
  type ValueOf,
  type Whose,
} from './application-fields';
import { mediumOf } from './fapiao';

type Path<F extends FieldName> = (typeof FIELDS)[F]['path'];
type KeyIn<F extends FieldName, Part extends string> = Part extends ''
  ? Exclude<Path<F>, `${string}.${string}`>
  : Path<F> extends `${Part}.${infer Key}`
    ? Key
    : never;
/** Those that are never missing. */
type Total = { [F in FieldName]: (typeof FIELDS)[F] extends { otherwise: unknown } ? F : never }[FieldName];
type At<F extends FieldName, Part extends string> = { [K in Extract<F, Total> as KeyIn<K, Part>]: ValueOf<K> } & {
  [K in Exclude<F, Total> as KeyIn<K, Part>]?: ValueOf<K>;
};
type Placed<F extends FieldName> = At<F, ''> & { buyer: Buyer; delivery: Delivery };

/** Who buys, as it stands on the fapiao. */
export type Buyer = At<FieldName, 'buyer'>;
/** Where the fapiao goes. E-mail: `emails`. Courier: recipient, mobile, address. Pickup: who comes, and their phone. */
export type Delivery = At<FieldName, 'delivery'>;

type Acknowledged = { [A in Acknowledgement]?: boolean };
type Named<Key extends 'of' | 'remembered', Wanted> = {
  [F in FieldName]: (typeof FIELDS)[F][Key] extends Wanted ? F : never;
}[FieldName];

/** What the customer confirmed. Bills that are not open yet become scheduled applications when `ahead`. */
export type ApplyDraft = Placed<FieldName> & Acknowledged;
export type ParticularField = Exclude<FieldName, Named<'of', 'submission'>>;
/** What an application keeps of its draft. */
export type Particulars = Placed<ParticularField> & Acknowledged;
/** What the next application begins with. */
export type Remembered = Placed<Named<'remembered', true>>;

export const PARTICULARS = FIELD_NAMES.filter((name): name is ParticularField => ROWS[name].of !== 'submission');
export const REMEMBERED = FIELD_NAMES.filter((name) => ROWS[name].remembered);

type Loose = Partial<Record<FieldName, unknown>>;
type Tree = Record<string, unknown>;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The answers in a draft or an application, whatever they are; what is not there is left out. */
export function answersIn(from: object, names: readonly FieldName[] = FIELD_NAMES): Loose {
  const answers: Loose = {};
  for (const name of names) {
    let value: unknown = from;
    for (const key of ROWS[name].path.split('.')) value = (value as Tree | undefined)?.[key];
    if (isGiven(value)) answers[name] = value;
  }
  return answers;
}

/** Answers at their places, with what goes without saying. */
function placed(answers: Loose, names: readonly FieldName[]): Tree {
  const tree: Tree = {};
  for (const name of names) {
    const { path, otherwise } = ROWS[name];
    const value = isGiven(answers[name]) ? answers[name] : otherwise;
    if (value === undefined) continue;
    const [first = '', second] = path.split('.');
    if (second === undefined) tree[first] = value;
    else tree[first] = { ...(tree[first] as Tree | undefined), [second]: value };
  }
  return tree;
}

const goesWithoutSaying = (name: FieldName): boolean => ROWS[name].otherwise !== undefined;

const acknowledgedIn = (from: Acknowledged): Acknowledged =>
  Object.fromEntries(ACKNOWLEDGEMENTS.filter((name) => from[name]).map((name) => [name, true]));

/** Which case answers make. What is not known yet is as most people have it: digital, normal, an enterprise. */
export function caseOf(
  answers: Pick<Answers, 'kind' | 'buyerKind' | 'method'>,
  bills: Pick<Case, 'open' | 'later'>,
): Case {
  const { kind = 'digital-normal', buyerKind = 'enterprise', method = 'yunda' } = answers;
  return { kind, buyerKind, method: mediumOf(kind) === 'digital' ? 'email' : method, ...bills };
}

export const needOf = (name: FieldName, of: Case): Need => ROWS[name].need(of);

/** The draft of confirmed answers: what the case has no place for is left out. */
export function draftFrom(answers: Answers, of: Case, acknowledged: Acknowledged = {}): ApplyDraft {
  const names = FIELD_NAMES.filter((name) => needOf(name, of) !== 'no' || goesWithoutSaying(name));
  return { ...placed({ ...answers, method: of.method }, names), ...acknowledgedIn(acknowledged) } as ApplyDraft;
}

/** The particulars of a draft or an application, and nothing else of it; `without`: whose are left out. */
export function particularsOf(from: Particulars, without: readonly Whose[] = []): Particulars {
  const known = answersIn(
    from,
    PARTICULARS.filter((name) => !without.includes(ROWS[name].of)),
  );
  const names = PARTICULARS.filter((name) => name in known || goesWithoutSaying(name));
  return { ...placed(known, names), ...acknowledgedIn(from) } as Particulars;
}

/** What is remembered of a draft or an application. */
export const rememberedOf = (from: Remembered): Remembered =>
  placed(answersIn(from, REMEMBERED), REMEMBERED) as Remembered;
