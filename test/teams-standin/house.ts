// The running product with a Teams in front of it: people, their accounts and mails, and the log of what was said.
import type { LogItem } from '../../bot/turn/inbound';
import type { Reply } from '../../dialogs/reply';
import { type Locale, type Text, translate } from '../../locales';
import { activate } from '../../services/account/activate';
import { pickNumber } from '../../services/account/pairing';
import { bodyOf, type Header, keys } from '../../storage/records';
import { eventually } from '../support/eventually';
import { runApp, type RunningApp, type RunningAppOptions } from '../support/running-app';
import { type PersonOptions, type TeamsPerson, teamsPerson } from './person';
import { openTeams, type Teams } from './server';

const PASSWORD = 'violet-otter-climbs-41';

export interface TeamsHouse {
  teams: Teams;
  app: RunningApp;
  person(options?: Partial<PersonOptions>): TeamsPerson;
  /** The key of a person's conversation. */
  keyOf(person: TeamsPerson): string;
  headerOf(person: TeamsPerson): Promise<Header | undefined>;
  /** Everything that was said, oldest first. */
  logOf(person: TeamsPerson): Promise<LogItem[]>;
  /** Opens the newest activation mail to this address, sets a password, and picks the number that the chat shows. */
  activate(email: string, pair: string): Promise<void>;
  close(): Promise<void>;
}

export async function openHouse(options: RunningAppOptions = {}, teams?: Teams): Promise<TeamsHouse> {
  const open = teams ?? (await openTeams());
  const app = await runApp(options);
  const { deps } = app;
  let people = 0;
  const keyOf = ({ conversation }: TeamsPerson) => `msteams|tenant-of-teams|${conversation}`;

  async function linkTo(email: string): Promise<string> {
    let found: string | undefined;
    await eventually('the activation mail is there', async () => {
      const { docs } = await deps.store.list('mails', { pk: 'devinbox', desc: true, limit: 50 });
      const mail = docs
        .map((doc) => bodyOf('mail', doc))
        .find(({ to, text }) => to === email && /activate\?/.test(text));
      const link = /\S+\/activate\?\S+/.exec(mail?.text ?? '')?.[0];
      found = link && (new URL(link).searchParams.get('t') ?? undefined);
      return found !== undefined;
    });
    return found ?? '';
  }

  return {
    teams: open,
    app,
    keyOf,
    person: (more = {}) => teamsPerson(open, { base: app.base, name: `person${(people += 1)}`, ...more }),
    async headerOf(person) {
      const found = await deps.store.get(keys.header(keyOf(person)));
      return found && bodyOf('header', found);
    },
    async logOf(person) {
      const { docs } = await deps.store.list('log', { pk: keys.header(keyOf(person)).pk, limit: 500 });
      return docs.flatMap((doc) => bodyOf('turn', doc).items as unknown as LogItem[]);
    },
    async activate(email, pair) {
      const made = await activate(deps, { token: await linkTo(email), password: PASSWORD });
      if (!made.ok || !made.pairing) throw new Error('not activated');
      const picked = await pickNumber(deps, { pairing: made.pairing.token, choice: Number(pair) });
      if (!picked.ok) throw new Error(picked.reason.code);
      deps.wake();
    },
    async close() {
      await app.close();
      await open.close();
    },
  };
}

const marks = /[\\*_]/g;
/** As it is compared: what formats or escapes is no part of it. */
export const bare = (text: string): string =>
  text.replaceAll(marks, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>');

/** All texts of the bot's replies in the log, each in the language in which it was said. */
export const saidIn = (log: readonly LogItem[]): string[] =>
  log.flatMap((item) =>
    item.author === 'bot' ? textsOf(item.reply).map((text) => bare(translate(item.locale as Locale, text))) : [],
  );

const textsOf = ({ text, after = [], quote }: Reply): Text[] => [...text, ...after, ...(quote ? [quote] : [])];
