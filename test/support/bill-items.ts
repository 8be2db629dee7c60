// Bills in every state, and bills that somebody made to break things.
import type { ApplicationItem, BillItem } from '../../domain/bill-view';

export const NOW = '2026-11-28T04:00:00.000Z';

const PAYER = '上海青禾餐饮管理有限公司';
const NUMBER = '26310000000012345678';

const base = (month: string, amount: number): Omit<BillItem, 'fapiao'> => ({
  number: `BILL-2001-${month.replace('-', '').slice(2)}`,
  order: 'DEMO-2001',
  period: month,
  paidAt: `${month}-15T01:30:00.000Z`,
  method: 'Alipay',
  amount,
  currency: 'CNY',
  payer: PAYER,
});

const issued = { application: 'FP-2611-0003', numbers: [NUMBER], issuedAt: '2026-11-24T02:00:00.000Z' };

/** One of each state, newest first. */
export function everyBill(): BillItem[] {
  const { paidAt: _, method: __, ...unpaid } = base('2026-12', 136_800);
  return [
    { ...unpaid, fapiao: { state: 'unpaid' } },
    { ...base('2026-11', 136_800), fapiao: { state: 'opens', opensAt: '2026-11-30T01:30:00.000Z' } },
    { ...base('2026-10', 1_296_000), method: 'UnionPay', fapiao: { state: 'available' } },
    {
      ...base('2026-09', 136_850),
      method: 'WeChat Pay',
      payer: '上海蓝港控股有限公司',
      fapiao: { state: 'available' },
    },
    {
      ...base('2026-08', 136_800),
      fapiao: { state: 'scheduled', application: 'FP-2611-0006', scheduledFor: '2026-11-30T01:30:00.000Z' },
    },
    {
      ...base('2026-07', 136_800),
      fapiao: {
        state: 'applied',
        application: 'FP-2611-0005',
        dueAt: '2026-12-01T15:59:59.999Z',
        provisional: false,
      },
    },
    {
      ...base('2026-06', 136_800),
      fapiao: {
        state: 'applied',
        application: 'FP-2611-0004',
        dueAt: '2026-12-01T15:59:59.999Z',
        provisional: false,
        delayedUntil: '2026-12-08T15:59:59.999Z',
      },
    },
    { ...base('2026-05', 136_800), fapiao: { state: 'issued', ...issued } },
    {
      ...base('2026-04', 136_800),
      fapiao: {
        state: 'mailed',
        ...issued,
        carrier: 'sf',
        waybill: 'SF1234567890123',
        sentAt: '2026-11-25T02:00:00.000Z',
      },
    },
    { ...base('2026-03', 136_800), fapiao: { state: 'readyForPickup', ...issued } },
    { ...base('2026-02', 136_800), method: 'Kontokorrent', fapiao: { state: 'delivered', ...issued } },
    { ...base('2025-12', 99_90), fapiao: { state: 'returning', ...issued } },
  ];
}

/** The application of the bills that are issued: special, on paper, by courier. */
export function oneApplication(): ApplicationItem {
  return {
    number: 'FP-2611-0003',
    state: 'mailed',
    kind: 'paper-special',
    certificate: false,
    grouping: 'each',
    amount: 273_600,
    currency: 'CNY',
    buyer: { kind: 'enterprise', name: PAYER, taxId: '91310115591693856A' },
    delivery: {
      method: 'sf',
      recipient: '王敏',
      mobile: '13800138000',
      address: '上海市浦东新区世纪大道100号12楼',
    },
    bills: [
      { number: 'BILL-2001-2604', period: '2026-04', amount: 136_800 },
      { number: 'BILL-2001-2605', period: '2026-05', amount: 136_800 },
    ],
    submittedAt: '2026-11-20T08:00:00.000Z',
    dueAt: '2026-11-24T15:59:59.999Z',
    provisional: false,
    overdue: false,
    fapiaos: [
      { number: NUMBER, amount: 136_800, bills: ['BILL-2001-2604'], issuedAt: '2026-11-24T02:00:00.000Z' },
      {
        number: '12345678',
        code: '3100204130',
        amount: 136_800,
        bills: ['BILL-2001-2605'],
        issuedAt: '2026-11-24T02:00:00.000Z',
      },
    ],
    shipment: { carrier: 'sf', waybill: 'SF1234567890123', sentAt: '2026-11-25T02:00:00.000Z' },
    events: [
      { at: '2026-11-20T08:00:00.000Z', event: 'submit', state: 'submitted' },
      { at: '2026-11-23T01:00:00.000Z', event: 'start', state: 'processing' },
      { at: '2026-11-24T02:00:00.000Z', event: 'issue', state: 'issued' },
      { at: '2026-11-25T02:00:00.000Z', event: 'mail', state: 'mailed', note: 'SF1234567890123' },
    ],
  };
}

/** Markup, direction marks, emoji, paths, 300 characters: as a bill's number and its payer. */
export const HOSTILE = {
  number: '../../<img src=x onerror="window.broken=1">\u202egnp.exe:|?*CON',
  payer: `\u202eمرحبا <script>window.broken=1</script> 👩‍👩‍👧‍👦 č 한국 ${'X'.repeat(120)}${'很'.repeat(140)}`,
};

export const hostileBill = (): BillItem => ({
  ...base('2026-01', 136_800),
  ...HOSTILE,
  method: '<b>Cash</b>\u202e',
  fapiao: { state: 'available' },
});
