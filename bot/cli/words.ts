// All words of the command lines: for operators, in English. Values of customers are never repeated in reasons.
import type { Reason } from '../../domain/result';

export const ORDERS_HELP = `Who holds an order, who waits for it, and customer service's word; until the desk exists.

  npm run orders -- show ORDER       by order or bill number
  npm run orders -- agree ORDER      what its contact could say: the address that waits, or registers, may have it
  npm run orders -- refuse ORDER     the address that holds it, waits or registers may not, now and later

refuse takes the order from its holder at any time. What was applied for stands still: it is named as "open" and in the
list of wishes for a person; reject it (npm run applications), or agree after all. Other orders are not touched.
Both sides are told by e-mail and in the chat, by the running server.
Exit code: 0 done, 1 refused, 2 not understood.`;

export const MISSED_HELP = `What people wrote that the assistant did not understand: by language, alike sentences together, the largest group first.

  npm run missed

Names, addresses and numbers are hidden as "[…]". What a group means goes into locales/<language>/phrases.json; then build.
Exit code: 0 done, 2 not understood.`;

export const APPLICATIONS_HELP = `What the service center does with applications, until its desk exists.

  npm run applications -- list [--state submitted] [--limit 20] [--after CURSOR]
  npm run applications -- show FP-2611-0127
  npm run applications -- start FP-2611-0127
  npm run applications -- issue FP-2611-0127 --number 26310000000012345678[,…] [--code 031001900111[,…]] [--auto]
  npm run applications -- mail FP-2611-0127 --waybill SF1234567890123 [--carrier sf]
  npm run applications -- ready FP-2611-0127
  npm run applications -- deliver FP-2611-0127
  npm run applications -- delay FP-2611-0127 --until 2026-12-01 [--reason "…"]
  npm run applications -- reject FP-2611-0127 --reason "…"
  npm run applications -- cancel FP-2611-0127 [--reason "…"]

issue      One number for each bill, in the order that "show" prints, or one for all if the application says so.
           --code for paper fapiao of the older kind (10 or 12 digits before an 8-digit number).
           --auto makes up well-formed numbers; in demo mode only.
deliver    Digital: it was sent by e-mail. Paper: the customer has it.
delay      Out of fapiao stock or issuing limit; "start" goes on.
The customer is told of each step by e-mail and in the chat, by the running server.
Exit code: 0 done, 1 refused, 2 not understood.`;

const REASONS: Record<string, string> = {
  orderUnknown: 'There is no order or bill with this number.',
  nobodyAsks: 'Nobody holds this order, waits for it or registers it.',
  applicationClosed:
    'The order was taken from whoever applied. Reject the application, or agree: npm run orders -- agree ORDER.',
  applicationUnknown: 'There is no application with this number.',
  moveNotAllowed: 'This cannot be done now: the application is {state}.',
  fapiaoCount: 'The application needs {needed} fapiao number(s), {given} given (--number A,B,…).',
  fapiaoNumberFormat: 'A fapiao number has 20 digits, or 8 digits with a code of 10 or 12 (--code).',
  fapiaoTwice: 'The same fapiao number is given twice.',
  fapiaoTaken: 'Fapiao number {number} was used for another application.',
  fapiaoSum: 'The amounts do not match: the bills come to {amount}, the fapiao to {sum}.',
  fapiaoMedium: 'A digital fapiao has a number of 20 digits and no code.',
  fapiaoBills: 'Each bill must be on exactly one fapiao.',
  carrierOther: 'The customer chose {carrier}; another courier would be another agreement about who pays.',
  waybillCharacters: 'A waybill has letters, digits and hyphens only.',
  empty: 'A value is missing; see --help.',
  tooLong: 'A value is longer than {max} characters.',
  dateFormat: 'Give the expected day as --until 2026-12-01.',
  expectedPast: 'The expected day must lie in the future.',
  reasonMissing: 'Give the reason that the customer will read: --reason "…".',
};
const WARNINGS: Record<string, string> = {
  waybillFormat: 'Done, but please check: waybills of {carrier} usually look different.',
  fapiaoRegion: 'Done, but please check: {region} is no known region code (digits 3 and 4).',
};

const fill = (text: string, params: Reason['params']): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? '?'));

export const reasonLine = ({ code, params }: Reason): string => fill(REASONS[code] ?? `Refused: ${code}.`, params);
export const warnLine = ({ code, params }: Reason): string => fill(WARNINGS[code] ?? `Please check: ${code}.`, params);

export const USAGE = {
  unknownCommand: (command: string) => `"${command}" is not known; see --help.`,
  missingNumber: 'Which application? Give its number, for example FP-2611-0127; "list" shows them.',
  missingOrder: 'Which order? Give its number, for example: npm run orders -- show 4500000001',
  missingFile: 'Which file? For example: npm run import -- orders orders.csv',
  codeCount: 'Give as many codes as numbers, or one code for all.',
  autoDemoOnly: '--auto makes up numbers and works in demo mode only (DEMO=true).',
  limit: '--limit is a whole number from 1 to 200.',
  busy: 'The data is in use too heavily just now; nothing was changed. Please try again.',
};
