// Made-up customers: companies of many shapes with tax ids whose check digits are right, people, addresses, accounts.
import { lastCheck, organisationCheck, USCC_ALPHABET } from '../../domain/uscc-checks';
import type { Locale } from '../../locales/list';
import type { Seeded } from './seeded';
import { type Names, slashed, spaced } from './words';

export interface Company {
  title: string;
  taxId: string;
  address: string;
  phone: string;
  bank: string;
  account: string;
  email: string;
  email2: string;
  recipient: string;
  mobile: string;
  shipTo: string;
}

/** A unified social credit code that satisfies both checks. */
export function usccIn(region: string, chance: Seeded): string {
  const body = Array.from({ length: 8 }, () =>
    chance.pick([...'0123456789', ...'0123456789', ...'ABCDEFGHJKLMNPQRTUWXY']),
  );
  const organisation = [...'0123456789X'].map((check) => body.join('') + check).find(organisationCheck);
  const start = `91${region}${organisation}`;
  const whole = [...USCC_ALPHABET].map((check) => start + check).find(lastCheck);
  if (!whole) throw new Error(`no check character fits ${start}`);
  return whole;
}

const FOREIGN_FORMS: Record<Locale, readonly string[]> = {
  'en-US': ['Ltd.', 'Inc.', 'LLC', 'Pte. Ltd.', 'Limited'],
  'zh-CN': ['Co., Ltd.', 'GmbH'],
  'zh-TW': ['Co., Ltd.', 'Ltd.'],
  'nl-NL': ['B.V.', 'N.V.', 'BV', 'GmbH'],
  'da-DK': ['A/S', 'ApS', 'AB', 'GmbH'],
  'fr-FR': ['SARL', 'SAS', 'S.A.', 'GmbH'],
};

function titleOf(locale: Locale, names: Names, chance: Seeded, city: Names['cities'][number]): string {
  const [simplified, traditional, pinyin] = city;
  const brand = chance.pick(spaced(names.brands));
  const trade = chance.pick(spaced(names.trades));
  const latin = `${chance.pick(slashed(names.latinBrands))} ${chance.pick(slashed(names.latinTrades))}`;
  const chinese = locale.startsWith('zh');
  if (chance.chance(chinese ? 0.12 : 0.5)) {
    const shape = chance.int(5);
    if (shape === 0) return `${latin} (${pinyin}) Co., Ltd.`;
    if (shape === 1) return `${latin} (China) ${chance.pick(['Limited', 'Co., Ltd.'])}`;
    return `${latin} ${chance.pick(FOREIGN_FORMS[locale])}`;
  }
  const where = locale === 'zh-TW' && chance.chance(0.5) ? traditional : simplified;
  const shapes = [
    `${where}${brand}${trade}有限公司`,
    `${where}市${brand}${trade}有限公司`,
    `${brand}${trade}（${where}）有限公司`,
    `${brand}（${where}）${trade}有限公司`,
    `${brand}${trade}股份有限公司`,
    `${brand}${trade}有限公司${where}分公司`,
    `${where}${brand}${trade}有限责任公司`,
    `${where}${brand}${trade}合伙企业（有限合伙）`,
    `${where}${brand}${trade}工作室`,
  ];
  // Most companies have the first shapes.
  return chance.chance(0.5) ? (shapes[chance.int(3)] as string) : chance.pick(shapes);
}

export function companyFor(locale: Locale, names: Names, chance: Seeded): Company {
  const city = chance.pick(names.cities);
  const [simplified, , pinyin, region] = city;
  const chinese = locale.startsWith('zh');
  const inChinese = chinese || chance.chance(0.3);
  const number = chance.int(980) + 1;
  const room = 100 + chance.int(2400);
  const latinAddress = () =>
    `Room ${room}, No. ${number} ${chance.pick(slashed(names.latinStreets))}, ${pinyin}${chance.chance(0.5) ? ', China' : ''}`;
  const chineseAddress = () =>
    `${simplified}市${chance.pick(spaced(names.streets))}${number}号${chance.chance(0.6) ? `${1 + chance.int(20)}号楼${room}室` : ''}`;
  const address = () => (inChinese ? chineseAddress() : latinAddress());
  const mobile = `1${chance.pick(['38', '59', '86', '77', '35'])}${chance.digits(8)}`;
  const [mailbox, other] = chance.shuffled(slashed(names.mailboxes));
  const domain = chance.pick(slashed(names.domains));
  return {
    title: titleOf(locale, names, chance, city),
    taxId: usccIn(region, chance),
    address: address(),
    phone: chance.chance(0.8)
      ? `0${chance.pick(['512', '21', '755', '571', '22'])}-${1 + chance.int(8)}${chance.digits(7)}`
      : mobile,
    bank: inChinese
      ? `${chance.pick(spaced(names.banks))}${simplified}${chance.pick(['分行', '支行', '高新区支行', '分行营业部'])}`
      : `${chance.pick(slashed(names.latinBanks))} ${pinyin} Branch`,
    account: `${1 + chance.int(9)}${chance.digits(chance.pick([11, 14, 15, 18]))}`,
    email: `${mailbox}@${domain}`,
    email2: `${other}@${domain}`,
    recipient: personFor(locale, names, chance),
    mobile,
    shipTo: address(),
  };
}

export const personFor = (locale: Locale, names: Names, chance: Seeded): string =>
  locale.startsWith('zh') || chance.chance(0.2)
    ? chance.pick(spaced(names.people))
    : chance.pick(slashed(names.latinPeople));
