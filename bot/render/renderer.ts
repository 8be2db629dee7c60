// Drawing that never fails: a reply that can't be drawn becomes an apology with the phone number, and hides no other.
import type { Reply } from '../../dialogs/reply';
import { LOCALES, type Locale, say, translate } from '../../locales';
import type { LogItem } from '../turn/inbound';
import { nameOf, placesOf } from '../process/log';
import type { Shows } from './channels';
import { doneReply } from './done';
import { renderAsCard, type RenderedActivity, type RenderOptions, renderActivity, renderTurn } from '.';

export interface Renderer {
  /** One reply as an activity. Never throws. */
  activity(reply: Reply, options: RenderOptions): RenderedActivity;
  /** A card that was used, in its done state. Never throws. */
  done(reply: Reply, values: Record<string, unknown>, options: RenderOptions): RenderedActivity;
  /** All replies of a turn, in as few activities as the channel takes. Never throws. */
  turn(items: readonly LogItem[], shows: Shows): RenderedActivity[];
}

export interface RendererOptions {
  /** As it is now. */
  phone: () => string;
  log: { error(fields: object, message: string): void };
  draw?: typeof renderActivity;
}

const worded = (phone: string): Map<string, string> =>
  new Map(LOCALES.map((locale) => [locale, translate(locale, say('common:unshown', { phone }))]));

/** The apologies are worded before they are needed, and again for another phone, so that little can fail then. */
export function createRenderer({ phone, log, draw = renderActivity }: RendererOptions): Renderer {
  let ofPhone = phone();
  let words = worded(ofPhone);

  function apology(wanted: Locale): RenderedActivity {
    const now = phone();
    if (now !== ofPhone) [ofPhone, words] = [now, worded(now)];
    const text = words.get(wanted);
    const locale = text === undefined ? 'en-US' : wanted;
    return { type: 'message', textFormat: 'plain', locale, text: text ?? words.get('en-US') ?? ofPhone };
  }

  function safely(locale: Locale, make: () => RenderedActivity): RenderedActivity {
    try {
      return make();
    } catch (error) {
      // The code's places only: what the message would quote may be personal (ASVS 5.0 16.2.5).
      log.error({ code: nameOf(error), at: placesOf(error) }, 'a reply could not be drawn; an apology is shown');
      return apology(locale);
    }
  }

  const activity: Renderer['activity'] = (reply, options) => safely(options.locale, () => draw(reply, options));
  return {
    activity,
    done: (reply, values, options) => safely(options.locale, () => renderAsCard(doneReply(reply, values), options)),
    turn: (items, shows) => renderTurn(items, shows, activity),
  };
}
