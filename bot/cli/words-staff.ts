// Words of `npm run staff`: for operators, in English.
import type { StaffItem } from '../../domain/staff-view';
import type { Reason } from '../../domain/result';
import { ROLES } from '../../domain/staff';
import type { EntryLink } from '../../domain/staff-view';
import { chinaTime, line } from './show';

export const STAFF_HELP = `Who works at the desk (/desk), and what they may do there.

  npm run staff -- list
  npm run staff -- add ADDRESS ROLE[,ROLE] [NAME]
  npm run staff -- role ADDRESS ROLE[,ROLE]
  npm run staff -- disable ADDRESS
  npm run staff -- enable ADDRESS
  npm run staff -- reset ADDRESS
  npm run staff -- code ADDRESS

Roles: ${ROLES.join(', ')}.
add and reset print a link that opens once, within 24 hours: there a password and an authenticator are set up. Hand it to that
person alone. reset voids password, authenticator and recovery codes of before.
role, disable and reset end every session of that person at once. Servers may run meanwhile. Everything is in the audit.
code shows what that person's authenticator would; in demo mode only.
Exit code: 0 done, 1 refused, 2 not understood.`;

const REASONS: Record<string, string> = {
  empty: 'The address is empty.',
  emailFormat: 'That is no e-mail address.',
  roleUnknown: `"{role}" is no role. There are: ${ROLES.join(', ')}.`,
  rolesMissing: `Give at least one role: ${ROLES.join(', ')}.`,
  nameTooLong: 'The name is longer than {max} characters.',
  staffExists: 'Somebody with this address is there already; "list" shows them.',
  staffUnknown: 'There is nobody with this address; "list" shows all.',
  staffDisabled: 'This person is disabled; enable them first.',
  noAuthenticator: 'This person has no authenticator yet, and no link that waits.',
};

export const staffReason = ({ code, params }: Reason): string =>
  (REASONS[code] ?? `Refused: ${code}.`).replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? '?'));

export const STAFF_WORDS = {
  nobody: 'Nobody works at the desk yet: npm run staff -- add ADDRESS administrator',
  whom: 'Whom? Give an e-mail address.',
  tooMuch: (what: string) => `"${what}" is too much; see --help. A name with blanks wants quotation marks.`,
  codeDemoOnly: 'code works in demo mode only (DEMO=true): elsewhere nobody but its owner reads an authenticator.',
};

export function staffLine({ email, name, roles, state, signedInAt }: StaffItem): string {
  const called = name === email ? '' : `  ${name}`;
  const last = signedInAt ? `  last ${chinaTime(signedInAt)}` : '';
  return `${email}  ${state}  ${roles.join(',')}${called}${last}`;
}

export const entryLines = ({ url, expiresAt }: EntryLink): string[] => [
  ...line('way in', url),
  ...line('until', chinaTime(expiresAt)),
];
