// What a start says on the terminal: where to go, and in the demo what to play with.
import { demoOrders } from '../../services/demo/demo';
import type { DemoStaff } from '../../services/demo/staff';
import type { Config } from '../config';
import { servesMessages } from '../config/exposed';

/** For whoever started it, at the terminal. */
export function greeting(config: Config, staff: readonly DemoStaff[]): string {
  const { publicUrl, demo, billsPage, smtpUrl, local, port } = config;
  const lines = [`Fapiao assistant listens on port ${port}.`, `  Chat:      ${publicUrl}/chat`];
  if (billsPage) lines.push(`  Bills:     ${publicUrl}/`);
  if (servesMessages(config)) lines.push(`  Bot:       ${publicUrl}/api/messages`);
  lines.push(`  Desk:      ${publicUrl}/desk`);
  if (!smtpUrl && local) lines.push(`  Dev inbox: ${publicUrl}/dev/inbox`);
  if (demo) {
    lines.push('  Demo order numbers:');
    for (const { order, kind } of demoOrders()) lines.push(`    ${order}  ${DEMO_NOTES[kind]}`);
    lines.push(...waysIn(staff));
  }
  return lines.join('\n');
}

/** Shown when they are made, and never again: only hashes of the links are kept. */
function waysIn(staff: readonly DemoStaff[]): string[] {
  if (!staff.length) return [];
  return [
    '  Ways into the desk, each opens once and within 24 hours (a new one: npm run staff -- reset ADDRESS):',
    ...staff.flatMap(({ email, roles, entry }) => [`    ${roles.join(', ')}, ${email}`, `      ${entry.url}`]),
    '    Without an authenticator app: npm run staff -- code ADDRESS shows the six digits.',
  ];
}

const DEMO_NOTES: Record<string, string> = {
  oneOpen: 'one open bill',
  several: 'several bills',
  paidYesterday: 'paid yesterday, opens in two days',
  otherPayer: 'the payer differs from the title',
  held: 'held by another account',
};
