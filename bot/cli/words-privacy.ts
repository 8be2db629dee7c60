// Words of `npm run privacy`: for operators, in English.
import type { ForgetPlan } from '../../services/privacy/forget';

export { reasonLine } from './words';

export const PRIVACY_HELP = `What a person may ask for: a copy of their data, and its erasure.

  npm run privacy -- export ADDRESS [--out my-data.json]
  npm run privacy -- forget ADDRESS [--yes]

ADDRESS is an e-mail address, or the id of an account. Servers may run meanwhile.
export writes one JSON file (mode 0600) with everything that is kept of the person; it never writes over a file.
forget says what goes and what must stay, and does it with --yes. Cut off, the servers or the same command go on.
Exit code: 0 done, 1 not done, 2 wrong use or no store.`;

export const PRIVACY_WORDS = {
  unknown: 'There is no account with that address or id.',
  exported: (file: string) =>
    `Everything that is kept of this person stands in ${file}. It holds personal data: hand it over and delete it.`,
  plan: ({ email, kept, running }: ForgetPlan): string[] => [
    `Account ${email}`,
    'Erased: address, password, what the last application used, all chats in which it was signed in, registrations, mails, requests, limits; of',
    '        applications without a fapiao everything but number, bills, amount and dates. Its orders can be registered again.',
    kept.length
      ? `Kept:   ${kept.join(', ')} (tax law: as long as KEEP_FAPIAO_YEARS says). Only what stands on the fapiao; closed, in no list.`
      : 'Kept:   nothing that names the person.',
    'Backups and exports that were made before hold it until they are deleted.',
    ...(running.length
      ? [`Not now: ${running.join(', ')} still under way. Cancel or finish first; nothing was erased.`]
      : []),
  ],
  planAddress: [
    'No account has this address. Erased: registrations and mails to it, limits, chats in which it was typed and nobody else signed in, and',
    '        the address as the contact of orders.',
    'What the payment platform says (contact of an order) comes with the next import again: delete it there.',
  ],
  sure: 'Nothing was erased. Run it again with --yes to do it; it cannot be undone.',
  erased: 'Erased.',
};
