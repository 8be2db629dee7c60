// What the product does besides answering HTTP: turns, sending to connectors, mail, and whatever is due.
import { submitScheduled } from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import { eraseOrdered } from '../../services/privacy/erase';
import { DUE_DATES_JOB } from '../../services/settings/due-dates-row';
import { computeDueDates } from '../../services/settings/due-dates';
import { NOBODY_JOB } from '../../services/account/for-nobody';
import { FORGET } from '../../services/privacy/forget';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { type Connector, createConnector } from '../channels/connector';
import { createFloods } from '../http/floods';
import { createWebhook } from '../issuing/webhook';
import type { Config } from '../config';
import { createDispatcher, type Dispatcher } from '../outbox/dispatcher';
import type { Inbound, TurnResult } from '../turn/inbound';
import type { Log } from './log';
import { createEraseConversation } from '../privacy/erase-conversation';
import { createMailer, type Mailer } from '../outbox/mail';
import type { renderActivity } from '../render';
import { createRenderer, type Renderer } from '../render/renderer';
import { createTurns, type TurnRunner } from '../turn/turn';
import { unwatched, type Watch } from '../watchdog';

export interface Core {
  turns: TurnRunner;
  connector: Connector;
  renderer: Renderer;
  mailer: Mailer;
  dispatcher: Dispatcher;
  /** Plays a turn of a channel's conversation, and sends what it says. */
  notify(inbound: Inbound): Promise<void>;
  /** The same, for whoever wants to know what came of it. */
  play(inbound: Inbound): Promise<TurnResult>;
}

/** `draw`: what makes an activity of a reply, if not ours. */
export function createCore(
  deps: Deps,
  config: Pick<Config, 'botFramework' | 'mailFrom' | 'smtpUrl' | 'issuing'>,
  log: Log,
  draw?: typeof renderActivity,
  watch: Watch = unwatched,
): Core {
  const { store, now, newId } = deps;
  const turns = createTurns({
    deps,
    run: (command) => run(deps, command),
    query: (scope) => createQuery(deps, scope),
    log,
    watch,
  });
  const renderer = createRenderer({ phone: () => deps.business.phone, log, draw });
  const floods = createFloods({ store, nowMs: () => Date.parse(now()) });
  const settings = config.botFramework;
  const connector = createConnector({ floods, turns, settings, renderer, now, newId, log });
  const mailer = createMailer({
    from: config.mailFrom,
    store,
    now,
    ...(config.smtpUrl ? { smtpUrl: config.smtpUrl } : {}),
  });

  /** A notice is a turn; on channels that do not read the log it is also sent. */
  async function play(inbound: Inbound): Promise<TurnResult> {
    const result = await turns.deliver(inbound);
    if (inbound.reference && !result.refused) await connector.send(inbound, result);
    return result;
  }
  const notify = async (inbound: Inbound): Promise<void> => void (await play(inbound));

  /** What a crash cut off is finished, and told where nobody asks for it any more. */
  async function resume(conversation: string): Promise<void> {
    const finished = await turns.resume(conversation);
    if (finished?.inbound.reference) await connector.send(finished.inbound, finished.result);
  }

  const dispatcher = createDispatcher({
    deps,
    mailer,
    turns: { deliver: notify },
    resume,
    submitScheduled: (application) => submitScheduled(deps, application),
    jobs: {
      [FORGET]: async (order) => {
        await eraseOrdered(deps, order, createEraseConversation(deps));
        return undefined;
      },
      [NOBODY_JOB]: async () => undefined,
      replies: ({ conversation }, { createdAt }) => connector.flush(conversation, createdAt),
      ...(config.issuing?.webhook ? { issuing: createWebhook(deps, config.issuing.webhook) } : {}),
      [DUE_DATES_JOB]: async (order) => {
        await computeDueDates(deps, order);
        return undefined;
      },
    },
    log,
    watch,
  });
  return { turns, connector, renderer, mailer, dispatcher, notify, play };
}
