// The wire of a conversation script: what a person says goes over HTTP to /api/messages, as a channel posts it.
import { createFloods } from '../../bot/http/floods';
import { createConnector } from '../../bot/channels/connector';
import type { Inbound, LogItem } from '../../bot/turn/inbound';
import { createRenderer } from '../../bot/render/renderer';
import { takePort } from '../../bot/http/door';
import { createHealth } from '../../bot/http/health';
import { createHttpServer } from '../../bot/http/server';
import type { TurnRunner } from '../../bot/turn/turn';
import type { Input } from '../../dialogs/flows/flow';
import type { Locale } from '../../locales';
import type { Deps } from '../../services/shared/deps';

export interface Wire {
  /** Posts the input as an activity; answers what the turn left in the log. Throws when the HTTP answer lacks it. */
  post(input: Input, inbound: Inbound): Promise<LogItem[]>;
  close(): Promise<void>;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openWire(deps: Deps, turns: TurnRunner): Promise<Wire> {
  let told: LogItem[] = [];
  let now: Inbound | undefined;
  // The script's own names for conversation and person; everything else is what the channel made of the activity.
  const listening: TurnRunner = {
    ...turns,
    async deliver(inbound) {
      const { conversation, dedupe, person, channel } = now ?? inbound;
      const result = await turns.deliver({ ...inbound, conversation, dedupe, person, channel, reference: undefined });
      told = result.items;
      return result;
    },
  };
  const http = createHttpServer({ health: createHealth({ ...deps, log: silent }), trustProxy: 0, log: silent });
  const { newId } = deps;
  // A script says in seconds what a person says in minutes.
  const most = 1_000_000;
  const floods = createFloods({
    store: deps.store,
    nowMs: () => Date.parse(deps.now()),
    limits: { workByConversation: most, workByPerson: most },
  });
  createConnector({
    floods,
    turns: listening,
    settings: {},
    renderer: createRenderer({ phone: () => deps.business.phone, log: silent }),
    now: deps.now,
    newId,
    log: silent,
  }).mount(http.router);
  const door = await takePort(0, '127.0.0.1');
  await door.open(http.router.http);
  const { port } = door;

  return {
    async post(input, inbound) {
      now = inbound;
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(activityOf(input, inbound.locale as Locale)),
      });
      const body = (await response.json()) as { activities?: object[] };
      const answered = told.some((item) => item.author === 'bot');
      if (response.status !== 200 || Boolean(body.activities?.length) !== answered) {
        throw new Error(`the wire answered ${response.status} ${JSON.stringify(body).slice(0, 300)}`);
      }
      return told;
    },
    close: () => http.close(),
  };
}

function activityOf(input: Input, locale: Locale): object {
  const activity = {
    type: 'message',
    channelId: 'emulator',
    serviceUrl: 'http://localhost:1',
    from: { id: 'person' },
    recipient: { id: 'bot' },
    conversation: { id: 'script' },
    deliveryMode: 'expectReplies',
    locale,
  };
  if (input.kind === 'text') return { ...activity, text: input.text };
  if (input.kind === 'bills')
    return { ...activity, type: 'event', name: 'fapiao/bills', value: { bills: input.bills } };
  if (input.kind !== 'card') throw new Error(`a person sends no ${input.kind}`);
  const { form, action, slot, rev, values } = input;
  return { ...activity, value: { fapiao: { form, action, slot, rev }, ...values } };
}
