// The product with an issuing service plugged in, on a clock that the test sets: API, outbox, mail and a customer who applies.
import { createHttpServer } from '../../bot/http/server';
import { mountIssuing } from '../../bot/issuing';
import { createCore } from '../../bot/process/core';
import type { ApplyDraft } from '../../domain/application-draft';
import type { AccountLink } from '../../domain/people';
import { later } from '../../domain/time';
import { serviceIssuer } from '../../services/issuing/issuer';
import type { Deps } from '../../services/shared/deps';
import { applied, by, createWorldOn, draft, type Ground, PAYER, seedAccount, seedBills, TAX_ID } from './fapiao-world';
import { einvoice } from './fapiao-files';
import { ISSUING_KEY, ISSUING_SECRET, type IssuingService, issuingService } from './issuing-service';
import { smtpTest, type SmtpTest } from './smtp';
import { tempStore } from './temp-store';

export interface IssuingWorld {
  deps: Deps;
  link: AccountLink;
  smtp: SmtpTest;
  service: IssuingService;
  base: string;
  /** What was logged: fields and message. */
  logged: { fields: Record<string, unknown>; message: string }[];
  /** A process more on the same store. */
  other(patienceMs?: number): Promise<{ deps: Deps; drain(): Promise<void>; stop(): Promise<void> }>;
  /** All that is due, until nothing is on its way. */
  drain(): Promise<void>;
  pass(ms: number): void;
  /** The customer applies for a bill of its own; answers the number. */
  apply(more?: Partial<ApplyDraft>): Promise<string>;
  close(): Promise<void>;
}

/** `patienceMs`: how long the service may take to answer. */
export async function issuingWorld({
  ground = tempStore(),
  patienceMs = 15_000,
  perMinute,
}: {
  ground?: Ground;
  patienceMs?: number;
  perMinute?: number;
} = {}): Promise<IssuingWorld> {
  const world = await createWorldOn<Ground>(ground);
  const deps: Deps = { ...world.deps, issuer: serviceIssuer };
  const logged: IssuingWorld['logged'] = [];
  const note = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message });
  const log = { debug: note, info: note, warn: note, error: note };
  const smtp = await smtpTest();
  let base = '';
  const service = await issuingService({ api: () => base, now: ground.now });
  const http = createHttpServer({ health: { ready: async () => ({ status: 'ready' }) as never }, trustProxy: 0, log });
  const settings = { key: ISSUING_KEY, secret: ISSUING_SECRET };
  mountIssuing(http.router, {
    deps,
    settings,
    ipOf: http.ipOf,
    local: true,
    log,
    ...(perMinute ? { perMinute } : {}),
  });
  await new Promise<void>((resolve) => http.router.http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.router.http.address() as { port: number }).port}`;

  const ends: (() => Promise<void>)[] = [];
  function processOn(own: Deps, patience: number) {
    const webhook = { url: service.url, secret: ISSUING_SECRET, patienceMs: patience };
    const config = { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url, issuing: { webhook } };
    const core = createCore(own, config, log as never);
    const stop = async () => {
      await core.dispatcher.stop();
      core.mailer.close();
    };
    ends.push(stop);
    return { deps: own, drain: () => core.dispatcher.drain(), stop };
  }
  const first = processOn(deps, patienceMs);
  let bills = 0;
  await seedBills(deps, [{ bill: 'BILL-0000' }]);
  const link = await seedAccount(deps);
  return {
    deps,
    link,
    smtp,
    service,
    base,
    logged,
    other: async (patience = patienceMs) => processOn({ ...(await world.other()), issuer: serviceIssuer }, patience),
    drain: first.drain,
    pass: (ms) => ground.setNow(later(ground.now(), ms)),
    async apply(more = {}) {
      const bill = `BILL-${String((bills += 1)).padStart(4, '0')}`;
      await seedBills(deps, [{ bill }]);
      const [number = ''] = await applied(deps, by(link), draft([bill], more));
      return number;
    },
    async close() {
      for (const end of ends) await end();
      await http.close();
      await service.close();
      await smtp.close();
      await ground.remove();
    },
  };
}

/** An XML of a fapiao as the application wants it. */
export const xmlFor = (number: string, said: Partial<Parameters<typeof einvoice>[0]> = {}): Buffer =>
  Buffer.from(einvoice({ number, buyer: PAYER, taxId: TAX_ID, amount: '1368.00', ...said }));
