// Bugs that we know how to make: each is put into a copy of the sources, and the test that is named must turn red.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWeb, ROOT } from '../support/built';
import type { Seed } from './seed';
import { ANSWER_SEEDS } from './seeds-answers';
import { COSMOS_SEEDS } from './seeds-cosmos';
import { DESK_SEEDS } from './seeds-desk';

const COMMIT = 'const committed = await deps.store.commit(key.pk, writes, later(inbound.receivedAt, PATIENCE_MS));';

const SEEDS: Seed[] = [
  {
    bug: 'command before commit',
    file: 'bot/turn/commit.ts',
    from: COMMIT,
    to: `for (const command of commands) await turns.run(command);\n  ${COMMIT}`,
    suite: 'test/faults/order.test.ts',
    title: 'a command never runs before the commit that decides it',
  },
  {
    bug: 'existing row ignored',
    file: 'bot/turn/commit.ts',
    from: "op: 'create',\n      doc: record(\n        'turn',",
    to: "op: 'put',\n      doc: record(\n        'turn',",
    suite: 'test/bot/turn/turn.test.ts',
    title: 'the same delivery again has one effect and the same answer',
  },
  {
    bug: 'send before commit',
    file: 'bot/turn/commit.ts',
    from: COMMIT,
    to: `const late = deps.store.commit(key.pk, writes);\n    late.catch(() => undefined);\n    const committed = { ok: true, at: 0, why: '', etags: ['0', '0'] };`,
    suite: 'test/faults/order.test.ts',
    title: 'nothing is sent before it is stored',
  },
  {
    bug: 'ETag ignored',
    file: 'storage/sqlite/apply.ts',
    from: "if (write.etag !== undefined && write.etag !== String(found.seq)) return { ok: false, why: 'stale', at };",
    to: '',
    suite: 'test/bot/turn/turn.test.ts',
    title: 'five messages at once into one conversation from two processes',
  },
  {
    bug: 'doorbell dropped and not repaired: the file',
    file: 'storage/sqlite/doorbell.ts',
    from: 'timers = [every(pollMs, poll), every(repairMs, look)];',
    to: 'timers = [every(pollMs, poll)];',
    suite: 'test/storage/sqlite.test.ts',
    title: 'the slow poll repairs a ring that was lost',
  },
  {
    bug: 'a doorbell that hears no other process',
    file: 'storage/sqlite/doorbell.ts',
    from: 'timers = [every(pollMs, poll), every(repairMs, look)];',
    to: 'timers = [every(repairMs, look)];',
    suite: 'test/faults/processes.test.ts',
    title: 'tabs on different processes see the same messages',
  },
  {
    bug: 'doorbell dropped and not repaired: the chat',
    file: 'bot/channels/directline/stream.ts',
    from: 'every(pollMs, poll)',
    to: 'every(pollMs, () => undefined)',
    suite: 'test/bot/channels/directline/directline.test.ts',
    title: 'a doorbell that does not ring is repaired by the slow poll',
  },
  {
    bug: 'doorbell dropped and not repaired: the outbox',
    file: 'bot/outbox/dispatcher.ts',
    from: 'setInterval(() => look(state), state.pollMs);',
    to: 'setInterval(() => undefined, state.pollMs);',
    suite: 'test/faults/order.test.ts',
    title: 'mail that another process left is sent by the slow poll when the doorbell never rings',
  },
  {
    bug: 'a lease that is not renewed',
    file: 'bot/outbox/lease.ts',
    from: 'if (renewed) row = renewed;',
    to: 'if (renewed && row.kind === undefined) row = renewed;',
    suite: 'test/bot/outbox/dispatcher.test.ts',
    title: 'a mail that takes longer than the lease stays with the process that sends it',
  },
  {
    bug: 'notices in any order',
    file: 'bot/outbox/send-notice.ts',
    from: 'await afterEarlier(store, row);',
    to: '',
    suite: 'test/bot/outbox/dispatcher.test.ts',
    title: 'a notice waits for an earlier one of its conversation',
  },
  {
    bug: 'a cut-off turn that is finished and not told',
    file: 'bot/turn/finish.ts',
    from: 'const cutOff =\n    row === rowId(inbound.dedupe) ? [] : [',
    to: "const cutOff =\n    row !== '' ? [] : [",
    suite: 'test/bot/turn/turn.test.ts',
    title: 'a turn that a crash cut off is finished by the next message',
  },
  {
    bug: 'a mark of delivery that only one process knows',
    file: 'bot/channels/connector/respond.ts',
    from: 'if (res.destroyed) await turns.keepDelivered(inbound.conversation);',
    to: '',
    suite: 'test/bot/turn/redelivered.test.ts',
    title: 'an answer that was sent when the channel had hung up is not sent again by another process',
  },
  {
    bug: 'savepoint removed',
    file: 'storage/sqlite/group.ts',
    from: 'if (result instanceof Error || !result.ok) undo.run();',
    to: '',
    suite: 'test/storage/sqlite.test.ts',
    title: 'an error inside one commit undoes that commit alone',
  },
  {
    bug: 'epoch not compared',
    file: 'services/account/accounts.ts',
    from: 'return account?.body.epoch === link.epoch ? account : undefined;',
    to: 'return account;',
    suite: 'test/services/account/signin.test.ts',
    title: 'signing out everywhere voids every link',
  },
  {
    bug: 'epoch of chat tokens not compared',
    file: 'bot/turn/revoke.ts',
    from: '(header?.tokenEpoch ?? 0) > epoch;',
    to: '(header?.tokenEpoch ?? 0) > epoch && header === undefined;',
    suite: 'test/bot/turn/revoke.test.ts',
    title: 'every token of a conversation is void from now on',
  },
  {
    bug: 'sockets of revoked tokens not closed',
    file: 'bot/channels/directline/line.ts',
    from: "if (set.revoked > line.epoch) return line.socket.close(1008, 'revoked');",
    to: '',
    suite: 'test/bot/turn/revoke.test.ts',
    title: 'its sockets are closed, and those of others are not',
  },
  {
    bug: 'the token chooses its algorithm',
    file: 'bot/host/token.ts',
    from: 'algorithms: [algorithm],',
    to: '',
    suite: 'test/bot/host/token.test.ts',
    title: 'signed with another algorithm than its key is for',
  },
  {
    bug: 'audience of the host’s token not compared',
    file: 'bot/host/token.ts',
    from: '        audience,\n',
    to: '',
    suite: 'test/bot/host/token.test.ts',
    title: 'for somebody else',
  },
  {
    bug: 'jti not taken',
    file: 'services/account/host.ts',
    from: 'return (await claim(store, keys.hostToken(id), wish, async () => true)).ok;',
    to: 'return (await claim(store, keys.hostToken(id), wish, async () => true)).ok || true;',
    suite: 'test/bot/channels/webchat/user.test.ts',
    title: 'ASVS 5.0 10.5.1: the same jti in another conversation is nothing there',
  },
  {
    bug: 'tenant of the account not compared',
    file: 'services/account/host.ts',
    from: 'return login && (tenantHomeOf(user, login) || singleOf(user, login).length) ? login : undefined;',
    to: 'return login;',
    suite: 'test/services/account/host.test.ts',
    title: 'ASVS 5.0 8.4.1: an account elsewhere is not linked',
  },
  {
    bug: 'tenant of the bills not compared',
    file: 'services/application/host-scope.ts',
    from: 'const bills = own.flat().filter(({ bill }) => !named || named.has(bill.order));',
    to: 'const bills = own.flat();',
    suite: 'test/bot/api/bills.test.ts',
    title: 'ASVS 5.0 8.2.2: only bills of the token’s tenant and orders are shown',
  },
  {
    bug: 'value not escaped',
    file: 'bot/render/escape.ts',
    from: 'value.replace(SPECIAL, (char) =>\n    char ===',
    to: 'value.replace(/$^/, (char) =>\n    char ===',
    suite: 'test/bot/render/escape.test.ts',
    title: 'a value is escaped in the Markdown of a sentence',
  },
  {
    bug: 'limit not counted',
    file: 'services/shared/limits.ts',
    from: 'hits: [...hits, now]',
    to: 'hits',
    suite: 'test/services/shared/limits.test.ts',
    title: 'hits in the window are counted',
  },
  {
    bug: 'a receipt shows the whole phone number',
    file: 'bot/pdf/receipt.ts',
    from: 'phone: { phone: mobile }',
    to: 'phone: mobile',
    suite: 'test/bot/pdf/papers.test.ts',
    title: 'the receipt has title, number, kind and bills; phone numbers are masked, the tax id is in groups',
  },
  {
    bug: 'a printed text keeps its direction marks',
    file: 'bot/pdf/fonts.ts',
    from: 'clean(text.normalize',
    to: '(text.normalize',
    suite: 'test/bot/pdf/papers.test.ts',
    title: 'markup, direction marks, emoji, foreign scripts and 300 characters are text, or a box, and run off no page',
  },
  {
    bug: 'a ZIP leaves out what it did not find',
    file: 'bot/pdf/routes.ts',
    from: 'if (bills.includes(undefined))',
    to: 'if (!bills.length)',
    suite: 'test/bot/pdf/files.test.ts',
    title: 'a ZIP that would lack a bill is refused; so are none, too many, and another shape',
  },
];

const COPIED = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot', 'web', 'test', 'dist/web'];
const FILES = ['package.json', 'jest.config.js', 'tsconfig.json', 'tsconfig.test.json'];

let copy: string;
beforeAll(() => {
  ensureWeb();
  copy = mkdtempSync(join(tmpdir(), 'fapiao-seeded-'));
  for (const name of [...COPIED, ...FILES]) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Verdict {
  passed: number;
  failed: string[];
  output: string;
}

/** Runs the tests of a suite whose titles begin so, in the copy. */
async function jestIn(suite: string, title: string): Promise<Verdict> {
  const report = join(copy, 'report.json');
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    jest,
    suite,
    '-t',
    pattern,
    '--json',
    `--outputFile=${report}`,
    '--runInBand',
    '--forceExit',
    '--testTimeout=60000',
  ];
  const env = { ...process.env, ROUNDS: '5', ACTIVITIES: '200' };
  const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => chunks.push(text));
  await new Promise((resolve) => child.once('close', resolve));
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { status: string; title: string }[] }[];
  };
  rmSync(report);
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: all.filter(({ status }) => status === 'passed').length,
    failed: all.filter(({ status }) => status === 'failed').map((one) => one.title),
    output: chunks.join(''),
  };
}

test.each([...SEEDS, ...ANSWER_SEEDS, ...COSMOS_SEEDS, ...DESK_SEEDS])(
  '$bug: "$title" turns red',
  async ({ file, from, to, suite, title }) => {
    const path = join(copy, file);
    const sound = readFileSync(path, 'utf8');
    const places = sound.split(from).length - 1;
    if (places !== 1) {
      throw new Error(
        `${file} holds ${places} times:\n${from}\nThe code has changed: write the seeded bug anew, do not drop it.`,
      );
    }
    const before = await jestIn(suite, title);
    expect({ failed: before.failed, output: before.failed.length ? before.output : '' }).toEqual({
      failed: [],
      output: '',
    });
    expect(before.passed).toBeGreaterThan(0);
    writeFileSync(
      path,
      sound.replace(from, () => to),
    );
    try {
      const after = await jestIn(suite, title);
      // The named test itself, not a suite that no longer runs.
      expect(after.failed.map((one) => one.startsWith(title))).toContain(true);
    } finally {
      writeFileSync(path, sound);
    }
  },
);
