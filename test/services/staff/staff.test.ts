// Staff on both stores: ways in, signing in, limits, sessions and what ends them, and the audit of it all.
import { HOUR, later, MINUTE, SECOND } from '../../../domain/time';
import type { Deps } from '../../../services/shared/deps';
import { createSecrets } from '../../../services/shared/secret';
import { audit, auditHome, readAudit } from '../../../services/staff/audit';
import { enter, peekEntry } from '../../../services/staff/entry';
import { addStaff, changeStaff, changeStaffOf } from '../../../services/staff/manage';
import { beginSession, isFresh, sessionOf, touch } from '../../../services/staff/session';
import { enterCode } from '../../../services/staff/sign-in';
import { staffAt, staffOf } from '../../../services/staff/staff';
import { codeAt } from '../../../services/staff/totp';
import { everyDoc } from '../../../storage/every';
import { DESK_PASSWORD, entryToken, OPERATOR } from '../../support/desk-client';
import { createWorldOn, type Ground, reasonOf, type World } from '../../support/fapiao-world';
import { stepping } from '../../support/faulty-store';
import { employed, invited, IP, signIn, withCode, withPassword } from '../../support/staff-people';
import { tempCosmos } from '../../support/temp-cosmos';
import { tempStore } from '../../support/temp-store';

const grounds = { SQLite: async () => tempStore(), 'Cosmos DB': async () => tempCosmos() };
const LI = 'lilei@fapiao.example';
const TOKEN = /^[\w-]{43}$/;

describe.each(Object.keys(grounds) as (keyof typeof grounds)[])('on %s', (name) => {
  let world: World<Ground>;
  let deps: Deps;
  beforeEach(async () => {
    world = await createWorldOn<Ground>(await grounds[name]());
    ({ deps } = world);
  });
  afterEach(() => world.temp.remove());

  const pass = (ms: number) => world.temp.setNow(later(world.temp.now(), ms));
  const audited = async () => (await readAudit(deps, {})).entries;

  describe('who works here', () => {
    test('an address is somebody’s once, in whatever case and by however many at once', async () => {
      const other = await world.other();
      const tries = await Promise.all(
        [deps, other, deps, other].map((on, n) =>
          addStaff(on, OPERATOR, { email: n % 2 ? LI : 'LiLei@FAPIAO.example ', roles: ['clerk'] }),
        ),
      );
      expect(tries.map((made) => (made.ok ? 'made' : made.reason.code)).sort()).toEqual([
        'made',
        'staffExists',
        'staffExists',
        'staffExists',
      ]);
      expect((await audited()).map(({ what }) => what)).toEqual(['staff.add']);
      expect((await staffOf(deps, ` ${LI.toUpperCase()}`))?.body).toMatchObject({ email: LI, name: LI });
    });

    test.each([
      [{ email: 'nobody', roles: ['clerk'] }, 'emailFormat', 'email'],
      [{ email: 'a@b.example\r\nBcc: x@y.example', roles: ['clerk'] }, 'emailFormat', 'email'],
      [{ email: LI, roles: [] }, 'rolesMissing', 'roles'],
      [{ email: LI, roles: ['clerk', 'root'] }, 'roleUnknown', 'roles'],
      [{ email: LI, roles: ['constructor'] }, 'roleUnknown', 'roles'],
      [{ email: LI, name: 'x'.repeat(61), roles: ['clerk'] }, 'nameTooLong', 'name'],
    ])('%j is refused: %s', async (given, code, slot) => {
      expect(await addStaff(deps, OPERATOR, given)).toMatchObject({ ok: false, reason: { code }, slot });
      expect(await audited()).toEqual([]);
    });

    test('roles, disabling, enabling and reset end every session at once, in every process (ASVS 5.0 7.4.3)', async () => {
      const { id } = await employed(deps, LI, ['agent']);
      const other = await world.other();
      for (const change of [
        { act: 'roles', roles: ['supervisor', 'clerk'] },
        { act: 'disable' },
        { act: 'enable' },
        { act: 'reset' },
      ] as const) {
        pass(1);
        const epoch = (await staffAt(deps, id))?.body.epoch ?? 0;
        const tokens = await Promise.all([1, 2].map(() => beginSession(deps, { id, epoch }, { step: 'in' })));
        const changed = await changeStaff(deps, OPERATOR, id, change);
        expect(changed.ok).toBe(true);
        for (const token of tokens) expect(await sessionOf(other, token)).toBeUndefined();
      }
      expect((await staffAt(other, id))?.body).toMatchObject({ roles: ['clerk', 'supervisor'] });
      expect((await audited()).map(({ what, who, thing }) => `${what} ${who} ${thing}`).slice(0, 4)).toEqual([
        `staff.reset cli ${LI}`,
        `staff.enable cli ${LI}`,
        `staff.disable cli ${LI}`,
        `staff.roles cli ${LI}`,
      ]);
      expect((await audited())[3]).toMatchObject({
        before: { roles: ['agent'] },
        after: { roles: ['clerk', 'supervisor'] },
      });
    });

    test('nobody changes their own roles or disables themselves; what a screen did not show is not changed', async () => {
      const { id } = await employed(deps, LI, ['administrator']);
      const self = { id, name: 'Li Lei' };
      for (const change of [{ act: 'roles', roles: ['auditor'] }, { act: 'disable' }, { act: 'enable' }] as const)
        expect(reasonOf(await changeStaff(deps, self, id, change))).toBe('ownAccount');
      const seen = (await staffAt(deps, id))?.etag ?? '';
      expect((await changeStaff(deps, OPERATOR, id, { act: 'roles', roles: ['clerk'], etag: seen })).ok).toBe(true);
      expect(reasonOf(await changeStaff(deps, OPERATOR, id, { act: 'disable', etag: seen }))).toBe('changed');
      expect(reasonOf(await changeStaff(deps, OPERATOR, 'nobody', { act: 'disable' }))).toBe('staffUnknown');
    });
  });

  describe('the way in', () => {
    test('opens once, also when it is opened twice at the same time; reading it changes nothing', async () => {
      const { token } = await invited(deps, LI);
      const [one, two] = await Promise.all([peekEntry(deps, token), peekEntry(await world.other(), token)]);
      if (!one.ok || !two.ok) throw new Error('not open');
      expect(one).toEqual(two);
      const given = { token, password: DESK_PASSWORD, code: codeAt(one.secret, deps.now()), ip: IP };
      const both = await Promise.all([enter(deps, given), enter(await world.other(), given)]);
      expect(both.map((answer) => (answer.ok ? 'in' : answer.reason.code)).sort()).toEqual(['in', 'linkDead']);
      expect(reasonOf(await enter(deps, given))).toBe('linkDead');
      expect(reasonOf(await peekEntry(deps, token))).toBe('linkDead');
    });

    test('lasts 24 hours, and dies by a newer one, by disabling, and does not come back by enabling (ASVS 5.0 6.4.1)', async () => {
      const { token } = await invited(deps, LI);
      pass(24 * HOUR - 1);
      expect((await peekEntry(deps, token)).ok).toBe(true);
      pass(1);
      expect(reasonOf(await peekEntry(deps, token))).toBe('linkExpired');
      expect(reasonOf(await enter(deps, { token, password: DESK_PASSWORD, code: '000000', ip: IP }))).toBe(
        'linkExpired',
      );
      const fresh = await changeStaffOf(deps, OPERATOR, LI, { act: 'reset' });
      if (!fresh.ok || !fresh.entry) throw new Error('no way in');
      const newer = entryToken(fresh.entry.url);
      expect(reasonOf(await peekEntry(deps, token))).toBe('linkDead');
      expect((await peekEntry(deps, newer)).ok).toBe(true);
      for (const act of ['disable', 'enable'] as const) {
        await changeStaffOf(deps, OPERATOR, LI, { act });
        expect(reasonOf(await peekEntry(deps, newer))).toBe('linkDead');
      }
      await changeStaffOf(deps, OPERATOR, LI, { act: 'disable' });
      expect(reasonOf(await changeStaffOf(deps, OPERATOR, LI, { act: 'reset' }))).toBe('staffDisabled');
    });

    test('wants a good password and the code of that authenticator; then it still opens', async () => {
      const { id, token } = await invited(deps, LI);
      const shown = await peekEntry(deps, token);
      const code = shown.ok ? codeAt(shown.secret, deps.now()) : '';
      const wrong = code === '000000' ? '000001' : '000000';
      const entering = (given: { password?: string; code?: string }) =>
        enter(deps, { token, password: DESK_PASSWORD, code, ip: IP, ...given });
      expect(await entering({ code: wrong })).toMatchObject({ reason: { code: 'entryCodeWrong' }, slot: 'code' });
      expect(await entering({ password: 'short' })).toMatchObject({
        reason: { code: 'passwordShort' },
        slot: 'password',
      });
      expect(await entering({ password: 'lilei@fapiao.example' })).toMatchObject({ slot: 'password' });
      expect((await staffAt(deps, id))?.body).not.toHaveProperty('passwordHash');
      const entered = await entering({});
      if (!entered.ok) throw new Error(entered.reason.code);
      expect(new Set(entered.recoveryCodes).size).toBe(10);
      expect(await sessionOf(deps, entered.session)).toMatchObject({ staff: { body: { id } } });
    });

    test('a reset voids password, authenticator and recovery codes of before', async () => {
      const { code, recovery } = await employed(deps, LI);
      await changeStaffOf(deps, OPERATOR, LI, { act: 'reset' });
      pass(MINUTE);
      expect(await signIn(deps, LI, code())).toBe('signInWrong');
      expect((await staffOf(deps, LI))?.body.recovery).toBeUndefined();
      expect(recovery).toHaveLength(10);
    });
  });

  describe('signing in', () => {
    test('a code is taken once, by one of many at once, and no older one after it (ASVS 5.0 6.5.1)', async () => {
      const { code } = await employed(deps, LI);
      expect(await signIn(deps, LI, code())).toBe('codeUsed');
      pass(MINUTE);
      const shown = code();
      const other = await world.other();
      const halves = await Promise.all(
        [1, 2, 3].map(async () => {
          const first = await withPassword(deps, LI);
          return first.ok ? first.token : '';
        }),
      );
      const all = await Promise.all(halves.map((token, n) => withCode(n % 2 ? other : deps, token, shown)));
      expect(all.map((one) => (one.ok ? 'in' : one.reason.code)).sort()).toEqual(['codeUsed', 'codeUsed', 'in']);
      expect(await signIn(deps, LI, code(-1))).toBe('codeUsed');
      expect(await signIn(deps, LI, code(1))).toMatch(TOKEN);
    });

    test('a recovery code opens once, as it is typed from paper; the authenticator’s go on', async () => {
      const { recovery, code } = await employed(deps, LI);
      const [first = '', second = ''] = recovery;
      const typed = ` ${first.toUpperCase().replaceAll('-', ' ')} `;
      expect(await signIn(deps, LI, typed)).toMatch(TOKEN);
      expect(await signIn(deps, LI, first)).toBe('codeWrong');
      expect(await signIn(deps, LI, second)).toMatch(TOKEN);
      expect(await signIn(deps, LI, 'h7k2-m9p3-q4r5-s6t7-u8v9-w2x3')).toBe('codeWrong');
      pass(MINUTE);
      expect(await signIn(deps, LI, code())).toMatch(TOKEN);
      expect((await staffOf(deps, LI))?.body.recovery).toHaveLength(8);
    });

    test('the token of the first half is another than that of the second, and ends with it (ASVS 5.0 7.2.4)', async () => {
      const { code } = await employed(deps, LI);
      pass(MINUTE);
      const half = await withPassword(deps, LI);
      const whole = half.ok ? await withCode(deps, half.token, code()) : half;
      if (!half.ok || !whole.ok) throw new Error('not in');
      expect(whole.token).not.toBe(half.token);
      expect(await sessionOf(deps, half.token)).toBeUndefined();
    });

    test('wrong password, unknown address, disabled, not let in yet: the same words, store calls and hashes (ASVS 5.0 6.3.8)', async () => {
      await employed(deps, LI);
      await employed(deps, 'disabled@fapiao.example');
      await changeStaffOf(deps, OPERATOR, 'disabled@fapiao.example', { act: 'disable' });
      await invited(deps, 'invited@fapiao.example');
      const watch = async (email: string, password: string) => {
        const calls: string[] = [];
        let hashes = 0;
        const store = stepping(deps.store, (call, when) => void (when === 'before' && calls.push(call.of)));
        const passwords: Deps['passwords'] = {
          ...deps.passwords,
          verify: (...given) => {
            hashes += 1;
            return deps.passwords.verify(...given);
          },
        };
        const answer = await withPassword({ ...deps, store, passwords }, email, password);
        return { answer, calls, hashes };
      };
      const wrong = await watch(LI, 'not-the-password');
      expect(wrong).toMatchObject({ answer: { ok: false, reason: { code: 'signInWrong' } }, hashes: 1 });
      for (const [email, password] of [
        ['nobody@fapiao.example', 'not-the-password'],
        ['disabled@fapiao.example', DESK_PASSWORD],
        ['invited@fapiao.example', DESK_PASSWORD],
        ['disabled@fapiao.example', 'not-the-password'],
      ] as const)
        expect(await watch(email, password)).toEqual(wrong);
    });

    test('five wrong passwords in 15 minutes from one network, across processes; another network goes on (ASVS 5.0 6.3.1)', async () => {
      const { code } = await employed(deps, LI);
      const other = await world.other();
      for (let n = 0; n < 5; n += 1)
        expect(reasonOf(await withPassword(n % 2 ? other : deps, LI, `wrong-${n}`))).toBe('signInWrong');
      const refused = await withPassword(deps, LI);
      expect(refused).toEqual({
        ok: false,
        reason: { code: 'signInLimited', params: { until: later(deps.now(), 15 * MINUTE) } },
      });
      // The same for an address that nobody has: the limit tells nothing.
      for (let n = 0; n < 5; n += 1) await withPassword(deps, 'nobody@fapiao.example', `wrong-${n}`);
      expect(reasonOf(await withPassword(deps, 'nobody@fapiao.example'))).toBe('signInLimited');
      pass(MINUTE);
      expect(await signIn(deps, LI, code(), '198.51.100.4')).toMatch(TOKEN);
      pass(14 * MINUTE);
      expect(await signIn(deps, LI, code())).toMatch(TOKEN);
    });

    test('five wrong codes likewise; thirty from anywhere, by who has the password (ASVS 5.0 6.6.3)', async () => {
      const { code } = await employed(deps, LI);
      pass(MINUTE);
      const wrong = ['000000', '111111', '222222', '333333'].find((one) => ![-1, 0, 1].map(code).includes(one)) ?? '';
      for (let n = 0; n < 5; n += 1) expect(await signIn(deps, LI, wrong)).toBe('codeWrong');
      expect(await signIn(deps, LI, code())).toBe('signInLimited');
      expect(await signIn(deps, LI, code(), '198.51.100.4')).toMatch(TOKEN);
      for (let n = 5; n < 30; n += 1) expect(await signIn(deps, LI, wrong, `198.51.100.${n}`)).toBe('codeWrong');
      pass(MINUTE);
      expect(await signIn(deps, LI, code(), '198.51.100.200')).toBe('signInLimited');
    });

    test('disabled or reset between the two halves: the second does not open', async () => {
      const { code } = await employed(deps, LI);
      pass(MINUTE);
      const half = await withPassword(deps, LI);
      if (!half.ok) throw new Error(half.reason.code);
      const open = await sessionOf(deps, half.token);
      await changeStaffOf(deps, OPERATOR, LI, { act: 'disable' });
      expect(await sessionOf(deps, half.token)).toBeUndefined();
      if (!open) throw new Error('no session');
      // One that was read before: the commit decides.
      expect(reasonOf(await enterCode(deps, open, { code: code(), ip: IP }))).toBe('signedOut');
    });

    test('the authenticator’s secret goes on while SECRET changes, and is sealed anew; without the one before it is lost', async () => {
      const secrets = (secret: string, previous?: string) =>
        createSecrets({ store: deps.store, secret, ...(previous ? { previous } : {}) });
      const before = { ...deps, secrets: await secrets('first', 'first') };
      const { id, code } = await employed(before, LI);
      const during = { ...deps, secrets: await secrets('second', 'first') };
      const sealed = (await staffAt(deps, id))?.body.authenticator;
      pass(MINUTE);
      expect(await signIn(during, LI, code())).toMatch(TOKEN);
      expect((await staffAt(deps, id))?.body.authenticator).not.toBe(sealed);
      const after = { ...deps, secrets: await secrets('second') };
      pass(MINUTE);
      expect(await signIn(after, LI, code())).toMatch(TOKEN);
      pass(MINUTE);
      const lost = { ...deps, secrets: await secrets('third', 'third') };
      expect(await signIn(lost, LI, code())).toBe('authenticatorLost');
    });
  });

  describe('a session', () => {
    const begun = async () => {
      const { id } = await employed(deps, LI);
      return beginSession(deps, { id, epoch: 1 }, { step: 'in' });
    };
    const used = async (token: string) => {
      const open = await sessionOf(deps, token);
      if (open) await touch(deps, open);
      return open !== undefined;
    };

    test('ends after 30 minutes without a request (ASVS 5.0 7.3.1)', async () => {
      const token = await begun();
      for (let n = 0; n < 3; n += 1) {
        pass(29 * MINUTE);
        expect(await used(token)).toBe(true);
      }
      pass(30 * MINUTE);
      expect(await used(token)).toBe(false);
    });

    test('ends after twelve hours, however busy; a fresh code does not lengthen it (ASVS 5.0 7.3.2)', async () => {
      const { code, session } = await employed(deps, LI);
      let token = session;
      for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
        pass(20 * MINUTE);
        expect(await used(token)).toBe(true);
      }
      const again = await withCode(deps, token, code());
      if (!again.ok) throw new Error(again.reason.code);
      ({ token } = again);
      pass(20 * MINUTE - 1);
      expect(await used(token)).toBe(true);
      pass(1);
      expect(await used(token)).toBe(false);
    });

    test('half of one ends after ten minutes', async () => {
      await employed(deps, LI);
      const half = await withPassword(deps, LI);
      if (!half.ok) throw new Error(half.reason.code);
      pass(10 * MINUTE - 1);
      expect(await used(half.token)).toBe(true);
      pass(1);
      expect(await used(half.token)).toBe(false);
    });

    test('is strong for ten minutes after a code, and again after another, with another token (ASVS 5.0 7.5.3)', async () => {
      const { code, session } = await employed(deps, LI);
      const fresh = async (token: string) => {
        const open = await sessionOf(deps, token);
        return open && isFresh(deps, open);
      };
      pass(10 * MINUTE - 1);
      expect(await fresh(session)).toBe(true);
      pass(1);
      expect(await fresh(session)).toBe(false);
      const again = await withCode(deps, session, code());
      if (!again.ok) throw new Error(again.reason.code);
      expect(await fresh(again.token)).toBe(true);
    });

    test('that was renewed by a code answers other tabs for ten seconds, without the fresh code, and no longer (ASVS 5.0 7.2.4)', async () => {
      const { code, session } = await employed(deps, LI);
      pass(10 * MINUTE);
      expect((await withCode(deps, session, code())).ok).toBe(true);
      const replaced = await sessionOf(deps, session);
      expect(replaced && isFresh(deps, replaced)).toBe(false);
      // Being used does not lengthen it.
      expect(await used(session)).toBe(true);
      pass(10 * SECOND - 1);
      expect(await used(session)).toBe(true);
      pass(1);
      expect(await sessionOf(deps, session)).toBeUndefined();
    });

    test.each(['', 'x', 'a'.repeat(43), 'a'.repeat(5000), '../../staff', '\0'])('%j opens none', async (token) => {
      await begun();
      expect(await sessionOf(deps, token)).toBeUndefined();
    });

    test('its token is nowhere in the store, nor is any other secret; the audit holds nothing secret at all', async () => {
      const { id, code, recovery, session, token, secret } = await employed(deps, LI);
      pass(MINUTE);
      const typed = code();
      const again = await signIn(deps, LI, typed);
      await withPassword(deps, LI, 'canary-wrong-password');
      await withPassword(deps, 'canary-password-as-address', DESK_PASSWORD);
      await changeStaff(deps, OPERATOR, id, { act: 'roles', roles: ['auditor'] });
      const kinds = new Map<string, string>();
      for await (const doc of everyDoc(deps.store))
        kinds.set(doc.kind, (kinds.get(doc.kind) ?? '') + JSON.stringify(doc));
      const all = [...kinds.values()].join();
      const bare = recovery.map((one) => one.replaceAll('-', ''));
      for (const canary of [session, again, token, secret, DESK_PASSWORD, 'canary', ...recovery, ...bare])
        expect(all).not.toContain(canary);
      expect(kinds.get('audit')).not.toContain(typed);
      expect(kinds.get('audit')).not.toMatch(/scrypt|epoch|hash/i);
      expect((await audited()).map(({ what, who, thing }) => [what, who, thing].join()).sort()).toEqual([
        'signIn,Li Lei,lilei@fapiao.example',
        'signInRefused,,',
        'signInRefused,Li Lei,lilei@fapiao.example',
        'staff.add,cli,lilei@fapiao.example',
        'staff.enter,Li Lei,lilei@fapiao.example',
        'staff.roles,cli,lilei@fapiao.example',
      ]);
    });
  });

  test('the audit is read newest first, page by page, of one person, of some days', async () => {
    const { id } = await employed(deps, LI);
    for (let n = 0; n < 130; n += 1) {
      pass(MINUTE);
      const pk = auditHome(deps.now());
      await deps.store.commit(pk, [
        audit(deps, { who: { id: n % 2 ? id : 'other', name: 'x' }, what: 'reveal', thing: `FP-${n}` }),
      ]);
    }
    const first = await readAudit(deps, {});
    expect(first.entries.map(({ thing }) => thing).slice(0, 3)).toEqual(['FP-129', 'FP-128', 'FP-127']);
    const rest = await readAudit(deps, { after: first.next });
    expect([first.entries.length, rest.entries.length, rest.next]).toEqual([100, 32, undefined]);
    const own = await readAudit(deps, { staff: id });
    expect(new Set(own.entries.map(({ staff }) => staff))).toEqual(new Set([id]));
    const some = await readAudit(deps, { from: later(deps.now(), -2 * MINUTE), to: deps.now() });
    expect(some.entries.map(({ thing }) => thing)).toEqual(['FP-128', 'FP-127']);
  });
});
