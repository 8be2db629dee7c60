// Drawing that never fails: a reply that can't be drawn becomes an apology with the phone number, and hides no other.
import type { Reply } from '../../dialogs/reply';
import { LOCALES, type Locale, say, translate } from '../../locales';
import type { LogItem } from '../turn/inbound';
import { nameOf, placesOf } from '../process/log';
import { type RenderedActivity, type RenderOptions, renderActivity, renderTurn } from '.';

export interface Renderer {
  /** One reply as an activity. Never throws. */
  activity(reply: Reply, options: RenderOptions): RenderedActivity;
  /** All replies of a turn as one activity; undefined when nothing is said. Never throws. */
  turn(items: readonly LogItem[], options: Omit<RenderOptions, 'locale'>): RenderedActivity | undefined;
}

export interface RendererOptions {
  phone: string;
  log: { error(fields: object, message: string): void };
  draw?: typeof renderActivity;
}

/** The apologies are worded at once, so that nothing can fail when they are needed. */
export function createRenderer({ phone, log, draw = renderActivity }: RendererOptions): Renderer {
  const words = new Map<string, string>(
    LOCALES.map((locale) => [locale, translate(locale, say('common:unshown', { phone }))]),
  );

  function apology(wanted: Locale): RenderedActivity {
    const text = words.get(wanted);
    const locale = text === undefined ? 'en-US' : wanted;
    return { type: 'message', textFormat: 'plain', locale, text: text ?? words.get('en-US') ?? phone };
  }

  const activity: Renderer['activity'] = (reply, options) => {
    try {
      return draw(reply, options);
    } catch (error) {
      // The code's places only: what the message would quote may be personal (ASVS 5.0 16.2.5).
      log.error({ code: nameOf(error), at: placesOf(error) }, 'a reply could not be drawn; an apology is shown');
      return apology(options.locale);
    }
  };
  return { activity, turn: (items, options) => renderTurn(items, options, activity) };
}
