// Every answer is kept on its whole way, in every language: asked, read, shown, changed, checked, stored, shown again, remembered.
import { WEB } from '../../bot/render/channels';
import { showLines } from '../../bot/cli/show';
import { receiptPaper } from '../../bot/pdf/receipt';
import { renderCard } from '../../bot/render/card';
import { renderText } from '../../bot/render/text';
import { step } from '../../dialogs/engine';
import type { Input } from '../../dialogs/flows/flow';
import type { Fact, Reply } from '../../dialogs/reply';
import { freshState, type State } from '../../dialogs/state';
import { PHRASES } from '../../dialogs/understanding/phrases';
import { answersIn, type ApplyDraft } from '../../domain/application-draft';
import { FIELD_NAMES, type FieldName, ROWS, TEXT_FIELDS } from '../../domain/application-fields';
import { formatValue, LOCALES, type Locale, say, type Text, translate } from '../../locales';
import { applicationItem } from '../../services/application/bill-items';
import { applicationView } from '../../services/application/application-doc';
import type { Outcome } from '../../services/commands';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { bodyOf, keys } from '../../storage/records';
import { by, createWorld, PAYER, seedAccount, seedBills, type World } from '../support/fapiao-world';

/** Two applications have all answers between them. */
type Where = 'paper' | 'digital';

interface Sample {
  in: Where;
  /** As it is filled in on a card, and what becomes of it. */
  typed: string;
  value: unknown;
  /** What the summary's line, the clerk's view and the receipt hold; without `receipt` it is not meant to be there. */
  shown: string | ((locale: Locale) => string);
  clerk: string;
  receipt?: string | Text;
  /** Refused, whoever sends it. */
  bad: unknown;
  /** Another value, as people say it behind the field's name; `becomes` what it is then. */
  other: string | ((locale: Locale) => string);
  becomes: unknown;
  /** A message that holds it; a text stands behind its label. */
  says?(locale: Locale): string;
}

const words = (text: Text) => (locale: Locale) => translate(locale, text);
const kinds = (locale: Locale, medium: 'paper', type: 'special') =>
  `${PHRASES[locale].kinds[medium][0]} ${PHRASES[locale].kinds[type][0]}`;

const SAMPLES: Record<FieldName, Sample> = {
  bills: {
    in: 'paper',
    typed: 'PAPER-LATER,PAPER-2,PAPER-1',
    value: ['PAPER-LATER', 'PAPER-2', 'PAPER-1'],
    shown: (locale) => formatValue(locale, { money: 273_600 }),
    clerk: 'PAPER-1',
    receipt: 'PAPER-1',
    bad: [],
    other: 'PAPER-2',
    becomes: 'PAPER-2',
    says: (locale) => PHRASES[locale].bills.all[0] ?? '',
  },
  kind: {
    in: 'paper',
    typed: 'paper-special',
    value: 'paper-special',
    shown: words(say('apply:kind.paper-special')),
    clerk: 'paper-special',
    receipt: say('bills:pdf.kind.paper-special'),
    bad: 'stone-normal',
    other: words(say('apply:kind.paper-normal')),
    becomes: 'paper-normal',
    says: (locale) => kinds(locale, 'paper', 'special'),
  },
  grouping: {
    in: 'paper',
    typed: 'together',
    value: 'together',
    shown: words(say('apply:kindGrouped.together', { kind: { text: say('apply:kind.paper-special') } })),
    clerk: 'one fapiao together',
    receipt: say('bills:pdf.together', { kind: { text: say('bills:pdf.kind.paper-special') } }),
    bad: 'all',
    other: words(say('apply:grouping.each')),
    becomes: 'each',
    says: words(say('apply:grouping.together')),
  },
  name: {
    in: 'paper',
    typed: PAYER,
    value: PAYER,
    shown: PAYER,
    clerk: PAYER,
    receipt: PAYER,
    bad: '123456',
    other: '上海云帆软件有限公司',
    becomes: '上海云帆软件有限公司',
  },
  buyerKind: {
    in: 'digital',
    typed: 'foreign',
    value: 'foreign',
    shown: words(say('apply:buyerKind.foreign')),
    clerk: '(foreign)',
    bad: 'robot',
    other: words(say('apply:buyerKind.individual')),
    becomes: 'individual',
    says: words(say('apply:buyerKind.foreign')),
  },
  taxId: {
    in: 'paper',
    typed: '91310115591693856A',
    value: '91310115591693856A',
    shown: '91310115591693856A',
    clerk: '9131 0115 5916 9385 6A',
    receipt: '9131 0115 5916 9385 6A',
    bad: '123',
    other: '91310110666007217T',
    becomes: '91310110666007217T',
  },
  address: {
    in: 'paper',
    typed: '上海市杨浦区国定路88号',
    value: '上海市杨浦区国定路88号',
    shown: '上海市杨浦区国定路88号',
    clerk: '上海市杨浦区国定路88号',
    bad: '<b>',
    other: '上海市徐汇区漕溪北路18号',
    becomes: '上海市徐汇区漕溪北路18号',
  },
  phone: {
    in: 'paper',
    typed: '021-55001234',
    value: '021-55001234',
    shown: '021-55001234',
    clerk: '021-55001234',
    bad: '28986102',
    other: '021-66112233',
    becomes: '021-66112233',
  },
  bank: {
    in: 'paper',
    typed: '招商银行上海分行',
    value: '招商银行上海分行',
    shown: '招商银行上海分行',
    clerk: '招商银行上海分行',
    bad: '<b>',
    other: '中国银行上海市分行',
    becomes: '中国银行上海市分行',
  },
  account: {
    in: 'paper',
    typed: '121909876543210',
    value: '121909876543210',
    shown: '121909876543210',
    clerk: '121909876543210',
    bad: '12',
    other: '310066661018150012345',
    becomes: '310066661018150012345',
  },
  method: {
    in: 'paper',
    typed: 'sf',
    value: 'sf',
    shown: words(say('apply:method.sf')),
    clerk: 'sf',
    receipt: say('progress:carrier.sf'),
    bad: 'pigeon',
    other: words(say('apply:method.yunda')),
    becomes: 'yunda',
    says: (locale) => PHRASES[locale].methods.sf[0] ?? '',
  },
  emails: {
    in: 'digital',
    typed: 'finance@qinghe.example',
    value: ['finance@qinghe.example'],
    shown: 'finance@qinghe.example',
    clerk: 'finance@qinghe.example',
    receipt: 'finance@qinghe.example',
    bad: ['finance@'],
    other: 'boss@qinghe.example',
    becomes: ['boss@qinghe.example'],
    says: (locale) => `${PHRASES[locale].reading.labels.email[0]}: finance@qinghe.example`,
  },
  recipient: {
    in: 'paper',
    typed: '王敏',
    value: '王敏',
    shown: '王敏',
    clerk: '王敏',
    receipt: '王敏',
    bad: '13800138000',
    other: '李华',
    becomes: '李华',
  },
  mobile: {
    in: 'paper',
    typed: '13800138000',
    value: '13800138000',
    shown: '13800138000',
    clerk: '138 0013 8000',
    receipt: say('common:plain', { value: { phone: '13800138000' } }),
    bad: '12',
    other: '13900139000',
    becomes: '13900139000',
  },
  shipTo: {
    in: 'paper',
    typed: '上海市浦东新区世纪大道100号12楼',
    value: '上海市浦东新区世纪大道100号12楼',
    shown: '上海市浦东新区世纪大道100号12楼',
    clerk: '上海市浦东新区世纪大道100号12楼',
    receipt: '上海市浦东新区世纪大道100号12楼',
    bad: 'Damrak 1, Amsterdam, Netherlands',
    other: '上海市静安区南京西路1266号',
    becomes: '上海市静安区南京西路1266号',
  },
  ahead: {
    in: 'paper',
    typed: 'true',
    value: true,
    shown: words(say('apply:ahead.yes')),
    clerk: 'opens 2026-11-22',
    bad: 'perhaps',
    other: words(say('common:button.no')),
    becomes: false,
  },
  remark: {
    in: 'paper',
    typed: '合同号 HT-2026-118',
    value: '合同号 HT-2026-118',
    shown: '合同号 HT-2026-118',
    clerk: '合同号 HT-2026-118',
    receipt: '合同号 HT-2026-118',
    bad: 'x'.repeat(129),
    other: 'PO 4500012345',
    becomes: 'PO 4500012345',
  },
  certificate: {
    in: 'digital',
    typed: 'true',
    value: true,
    shown: words(say('apply:certificate.label')),
    clerk: 'purchase certificate',
    bad: 'perhaps',
    other: words(say('common:button.no')),
    becomes: false,
    says: words(say('apply:certificate.need')),
  },
};

/** They have a default, or are nobody's duty. */
const UNASKED = new Set<FieldName>(['kind', 'grouping', 'emails', 'ahead', 'remark', 'certificate']);

/** Texts stand in a block; `ahead` is only ever asked beside bills that open later. */
const SAID = FIELD_NAMES.filter((name) => ROWS[name].value !== 'text' && name !== 'ahead');

/** The digital one has answers of its own: a person whose kind is in doubt, who paid by themselves. */
const DIGITAL: Partial<Record<FieldName, string>> = {
  bills: 'DIGITAL-2,DIGITAL-1',
  kind: 'digital-normal',
  grouping: 'together',
  name: 'Johanna Petersen',
};

const typedIn = (where: Where, name: FieldName): string | undefined =>
  (where === 'digital' ? DIGITAL[name] : undefined) ?? (SAMPLES[name].in === where ? SAMPLES[name].typed : undefined);

const typedFor = (where: Where): Record<string, string> =>
  Object.fromEntries(
    FIELD_NAMES.flatMap((name) => [[name, typedIn(where, name)] as const]).filter(([, one]) => one),
  ) as Record<string, string>;

const BILLS = [
  { bill: 'PAPER-1', payer: PAYER, paidAt: '2026-11-15 10:00' },
  { bill: 'PAPER-2', payer: PAYER, paidAt: '2026-11-15 10:00' },
  { bill: 'PAPER-LATER', payer: PAYER, paidAt: '2026-11-19 10:00' },
  { bill: 'DIGITAL-1', payer: 'Johanna Petersen', paidAt: '2026-11-15 10:00' },
  { bill: 'DIGITAL-2', payer: 'Johanna Petersen', paidAt: '2026-11-15 10:00' },
  // Left over for the application after these.
  { bill: 'LEFT-1', payer: PAYER, paidAt: '2026-11-15 10:00' },
].map((one, n) => ({ ...one, period: `2026-${String(n + 6).padStart(2, '0')}` }));

const squashed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\\*\u200b\u2060-]/g, '')
    .toLowerCase();

/** A conversation about an application: real engine, real queries, real commands. */
async function conversation(world: World, link: Awaited<ReturnType<typeof seedAccount>>, locale: Locale) {
  const { deps } = world;
  let state: State = { ...freshState(locale), localeBy: 'request', welcomed: true, link };
  let replies: Reply[] = [];
  const send = async (input: Input) => {
    const query = createQuery(deps, { conversation: 'test', link });
    const { now, business, publicUrl, newId } = deps;
    const ctx = { now: now(), locale, newId, business, query, queryAs: () => query, publicUrl, group: false };
    const next = await step(state, input, ctx);
    ({ state, replies } = next);
    return next.commands;
  };
  const press = (action: string, values: Record<string, string> = {}) =>
    send({ kind: 'card', form: state.form?.id ?? '', action, values, rev: state.form?.rev ?? 0 });
  const told = {
    send,
    press,
    say: (text: string) => send({ kind: 'text', text }),
    form: () => state.form,
    values: () => state.form?.values ?? {},
    summary: () => replies.findLast((reply) => reply.form?.submit?.action === 'confirm'),
    /** "Yes" to a doubt. */
    async sure() {
      if (state.form?.doubt) await told.say(translate(locale, say('common:button.yes')));
    },
  };
  await told.say(translate(locale, say('common:menu.apply')));
  return told;
}
type Conversation = Awaited<ReturnType<typeof conversation>>;

/** The summary's line that shows a field and lets it be changed. */
const lineOf = (summary: Reply | undefined, name: FieldName): Fact | undefined =>
  summary?.facts?.find(({ slot, change = [] }) => slot === name || change.some((input) => input.slot === name));

/** How a wish to change something is said. */
const CHANGE: Record<Locale, (noun: string) => string> = {
  'en-US': (noun) => `change the ${noun}`,
  'zh-CN': (noun) => `修改${noun}`,
  'zh-TW': (noun) => `修改${noun}`,
  'nl-NL': (noun) => `wijzig ${noun}`,
  'da-DK': (noun) => `ret ${noun}`,
  'fr-FR': (noun) => `modifier le ${noun}`,
};

describe.each(LOCALES)('%s', (locale) => {
  let world: World;
  let link: Awaited<ReturnType<typeof seedAccount>>;
  const open = () => conversation(world, link, locale);
  const atSummary = async (where: Where): Promise<Conversation> => {
    const talk = await open();
    await talk.press('answer', typedFor(where));
    await talk.sure();
    if (!talk.summary()) throw new Error(`no summary, asked ${talk.form()?.asked.join()}`);
    return talk;
  };

  beforeAll(async () => {
    world = await createWorld();
    await seedBills(world.deps, BILLS);
    link = await seedAccount(world.deps);
  });
  afterAll(() => world.temp.remove());

  test.each(FIELD_NAMES.filter((name) => !UNASKED.has(name)))('%s is asked while it is missing', async (name) => {
    const { [name]: _, ...others } = typedFor(SAMPLES[name].in);
    const talk = await open();
    await talk.press('answer', others);
    await talk.sure();
    expect(talk.form()?.asked).toContain(name);
  });

  test.each(FIELD_NAMES)('%s is asked again by the number of its line', async (name) => {
    const talk = await atSummary(SAMPLES[name].in);
    await talk.say(String(lineOf(talk.summary(), name)?.n));
    expect(talk.form()?.asked).toContain(name);
  });

  test.each(FIELD_NAMES)('%s is shown before it is confirmed', async (name) => {
    const { in: where, shown } = SAMPLES[name];
    const summary = (await atSummary(where)).summary();
    const line = lineOf(summary, name);
    const sum = line?.total && formatValue(locale, line.total.amount);
    const text = line && `${translate(locale, line.label)} ${sum ?? ''} ${formatValue(locale, line.value)}`;
    const wanted = squashed(typeof shown === 'string' ? shown : shown(locale));
    expect(squashed(text ?? '')).toContain(wanted);
    expect(squashed(summary ? renderText(summary, locale) : '')).toContain(wanted);
    expect(squashed(JSON.stringify(summary && renderCard(summary, { locale, shows: WEB })))).toContain(wanted);
  });

  test.each(FIELD_NAMES)('%s is changed by its name', async (name) => {
    const { in: where, other, becomes } = SAMPLES[name];
    const [noun = ''] = PHRASES[locale].slots[name];
    const talk = await atSummary(where);
    await talk.say(CHANGE[locale](noun));
    expect(talk.form()?.asked).toEqual([name]);
    await talk.say(typeof other === 'string' ? other : other(locale));
    await talk.sure();
    const value = talk.values()[name];
    expect(name === 'bills' ? (value as { bill: string }[]).map(({ bill }) => bill).join() : value).toEqual(becomes);
  });

  test.each(SAID)('%s is found in a message about something else', async (name) => {
    const { in: where, says, value } = SAMPLES[name];
    const talk = await open();
    if (name !== 'bills') await talk.press('answer', { bills: typedFor(where).bills ?? '' });
    expect(talk.form()?.asked).not.toEqual(name === 'bills' ? [] : [name]);
    await talk.say(says?.(locale) ?? '');
    await talk.sure();
    const found = talk.values()[name];
    if (name === 'bills') expect(found).toEqual(expect.arrayContaining([expect.objectContaining({ bill: 'PAPER-1' })]));
    else expect(found).toEqual(value);
  });

  test('all that is text is found in one pasted block, whatever is asked', async () => {
    const talk = await open();
    await talk.press('answer', { bills: 'PAPER-2,PAPER-1', kind: 'paper-special' });
    const colon = locale.startsWith('zh') ? '：' : ': ';
    const block = TEXT_FIELDS.map((name) => `${PHRASES[locale].reading.labels[name][0]}${colon}${SAMPLES[name].typed}`);
    await talk.say(block.join('\n'));
    expect(talk.values()).toMatchObject(Object.fromEntries(TEXT_FIELDS.map((name) => [name, SAMPLES[name].value])));
  });

  describe.each(['paper', 'digital'] as const)('the %s one, submitted', (where) => {
    const names = FIELD_NAMES.filter((name) => SAMPLES[name].in === where);
    let draft: ApplyDraft;
    let submitted: ReturnType<typeof stored>;
    let refused: Map<FieldName, Outcome>;
    const submit = (changed: ApplyDraft, id: string): Promise<Outcome> =>
      run(world.deps, { id, by: by(link), type: 'apply', draft: changed, locale });

    async function stored() {
      const { deps, store } = world;
      const { docs } = await store.list('applications', { limit: 10 });
      const own = docs.filter((doc) =>
        draft.bills.some((bill) => bodyOf('application', doc).bills.some((one) => one.bill === bill)),
      );
      const account = await store.get(keys.account(link.customer, link.account));
      const items = own.map((doc) => ({
        own: applicationItem({ ...doc, body: bodyOf('application', doc) }, deps.now(), { own: true }),
        others: applicationItem({ ...doc, body: bodyOf('application', doc) }, deps.now(), { own: false }),
      }));
      return {
        applications: own.map((doc) => bodyOf('application', doc)),
        clerk: own.flatMap((doc) => showLines(applicationView(doc, deps.now()))).join('\n'),
        receipts: JSON.stringify(
          items.map((item) =>
            receiptPaper({ business: deps.business, publicUrl: deps.publicUrl, now: deps.now }, item.own, locale),
          ),
        ),
        others: JSON.stringify(items.map((item) => item.others)),
        last: account && bodyOf('account', account).last,
      };
    }

    beforeAll(async () => {
      const talk = await atSummary(where);
      const [command] = await talk.press('confirm');
      if (command?.body.type !== 'apply') throw new Error('nothing was submitted');
      ({ draft } = command.body);
      const outcome = await submit(draft, `good:${where}`);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      submitted = stored();
      // By now its bills are taken: what is not refused for itself is refused for them.
      const bad = names.map(async (name) => {
        const broken = structuredClone(draft) as unknown as Record<string, Record<string, unknown>>;
        const [part = '', key] = ROWS[name].path.split('.');
        if (key) broken[part]![key] = SAMPLES[name].bad;
        else (broken as Record<string, unknown>)[part] = SAMPLES[name].bad;
        return [name, await submit(broken as unknown as ApplyDraft, `bad:${where}:${name}`)] as const;
      });
      refused = new Map(await Promise.all(bad));
    });

    test.each(names)('%s is checked again: a bad value put past the dialogue is refused', (name) => {
      expect(refused.get(name)).toMatchObject({ ok: false, slot: name });
    });

    test.each(names)('%s is submitted and stored', async (name) => {
      const { value } = SAMPLES[name];
      const { applications } = await submitted;
      expect(answersIn(draft)[name]).toEqual(value);
      if (name === 'bills')
        expect(applications.flatMap(({ bills }) => bills.map(({ bill }) => bill)).toSorted()).toEqual(
          (value as string[]).toSorted(),
        );
      else if (name === 'ahead')
        expect(applications.map(({ state }) => state).toSorted()).toEqual(['scheduled', 'submitted']);
      else for (const application of applications) expect(answersIn(application)[name]).toEqual(value);
    });

    test.each(names)('%s is shown to the clerk', async (name) => {
      expect((await submitted).clerk).toContain(SAMPLES[name].clerk);
    });

    test.each(names)('%s is on the receipt, or meant not to be', async (name) => {
      const { receipt, shown } = SAMPLES[name];
      const { receipts } = await submitted;
      if (receipt)
        expect(squashed(receipts)).toContain(
          squashed(typeof receipt === 'string' ? receipt : translate(locale, receipt)),
        );
      else if (typeof shown === 'string') expect(squashed(receipts)).not.toContain(squashed(shown));
    });

    test.each(names.filter((name) => ROWS[name].of === 'person'))(
      '%s is hidden from others of the customer',
      async (name) => {
        const { value } = SAMPLES[name];
        expect((await submitted).others).not.toContain(String(value));
      },
    );

    test.each(names)('%s is remembered, or decided anew', async (name) => {
      const { value } = SAMPLES[name];
      const { last } = await submitted;
      expect(answersIn(last ?? {})[name]).toEqual(ROWS[name].remembered ? value : undefined);
    });

    test.each(names.filter((name) => ROWS[name].remembered))('%s fills in the next application', async (name) => {
      await submitted;
      const { deps } = world;
      const account = await createQuery(deps, { conversation: 'test', link }).account();
      expect(answersIn(account?.last ?? {})[name]).toEqual(SAMPLES[name].value);
      expect((await open()).values()[name]).toEqual(SAMPLES[name].value);
    });
  });
});
