// Plays conversation scripts. A script is a scene, what people say and press in it, and what they are answered.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LogItem } from '../../bot/turn/inbound';
import type { ApplicationEvent } from '../../domain/application';
import { LOCALES, type Locale } from '../../locales';
import type { MoveData } from '../../services/application/applications';
import { differs, type Expected, type InEvery, type StoredExpected, storedDiffers, textsOf, worded } from './checks';
import { openStage, type How, type Press, type Stage } from './stage';
import type { Scene } from './worlds';

/** One turn of a script: exactly one thing that happens, and what is expected of the answer. */
export interface ScriptTurn extends Expected {
  user?: InEvery;
  /** So many characters that say nothing. */
  long?: number;
  card?: Press;
  /** A button of the last answer, by its text key: it sends its words. */
  button?: string;
  /** The page around the chat names bills (Get Fapiaos). */
  page?: string[];
  /** The admin centre has signed somebody in: an address, its orders if not all, and whose token it is. */
  host?: { email: string; orders?: string[]; subject?: string; tenant?: string };
  /** The account page has linked the chat. */
  signIn?: true;
  /** The sign-in page was used; its code is typed. A turn of the person. */
  code?: true;
  /** The newest activation mail was opened and used. */
  activate?: true;
  /** The newest mail to the order's contact is opened, and answered. */
  contact?: 'agree' | 'refuse';
  /** The service centre moves the newest application. */
  centre?: { event: ApplicationEvent; data?: MoveData };
  /** The mail server refuses the activation mail. */
  mailRefused?: true;
  /** Somebody else applies for this bill. */
  other?: string;
  /** The account is signed out everywhere. */
  linkDies?: true;
  /** So many seconds pass. */
  wait?: number;
}

export interface Script extends Scene {
  title: string;
  maxTurns?: number;
  only?: Locale[];
  turns: ScriptTurn[];
  stored?: StoredExpected;
}

/** Every script of this folder, with its file's name. */
export function scripts(): { file: string; script: Script }[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) =>
      (parse(readFileSync(join(__dirname, file), 'utf8')) as Script[]).map((script) => ({ file, script })),
    );
}

/** The languages in which every phrase of a script is given. */
export const localesOf = ({ only, turns }: Script): Locale[] =>
  (only ?? [...LOCALES]).filter((locale) =>
    turns.every(({ user, text, textNot }) =>
      [user, text, textNot].every((one) => one === undefined || typeof one === 'string' || one[locale] !== undefined),
    ),
  );

export interface Played {
  turns: number;
  items: LogItem[];
}

/** Plays one script in one language. Throws with the turn that differs. */
export async function play(script: Script, locale: Locale, how: How = {}): Promise<Played> {
  const stage = await openStage(script, locale, how);
  const all: LogItem[] = [];
  try {
    let spoken = locale;
    for (const [index, turn] of script.turns.entries()) {
      const items = await happens(turn, locale, stage);
      all.push(...items);
      // Nobody's language changes unless the script says so.
      spoken = turn.locale ?? spoken;
      const difference = differs({ ...turn, locale: spoken }, items, await stage.state(), locale);
      if (!difference) continue;
      const { says: _, not: __, ...what } = turn;
      throw new Error(
        `"${script.title}" in ${locale}, turn ${index + 1} (${JSON.stringify(what)}) answered:\n${textsOf(items).join('\n\n')}\n\n${difference}`,
      );
    }
    const turns = stage.turns();
    if (script.maxTurns !== undefined && turns > script.maxTurns) {
      throw new Error(`"${script.title}" took ${turns} turns; at most ${script.maxTurns}`);
    }
    const found = {
      applications: await stage.applications(),
      mails: await stage.mails(),
      requests: await stage.requests(),
    };
    const difference = script.stored && storedDiffers(script.stored, found);
    if (difference) throw new Error(`"${script.title}" in ${locale}: ${difference}`);
    return { turns, items: all };
  } finally {
    await stage.close();
  }
}

function happens(turn: ScriptTurn, locale: Locale, stage: Stage): Promise<LogItem[]> {
  if (turn.user !== undefined) return stage.say(worded(turn.user, locale));
  if (turn.long) return stage.say('ab '.repeat(turn.long / 3 + 1).slice(0, turn.long));
  if (turn.card) return stage.press(turn.card);
  if (turn.page) return stage.pageNames(turn.page);
  if (turn.host) return stage.hostSays(turn.host);
  if (turn.button) return stage.button(turn.button);
  if (turn.signIn) return stage.linked();
  if (turn.code) return stage.signedInByCode();
  if (turn.activate) return stage.activated();
  if (turn.contact) return stage.contactSays(turn.contact);
  if (turn.centre) return stage.moved(turn.centre.event, turn.centre.data);
  if (turn.mailRefused) return stage.mailRefused();
  if (turn.other) return stage.takenByOther(turn.other);
  if (turn.linkDies) return stage.linkDies();
  if (turn.wait) return stage.wait(turn.wait);
  throw new Error(`nothing happens in ${JSON.stringify(turn)}`);
}
