// What is held back while a person talks, as the customer will read it once the assistant answers again, and in the reader's language.
import { onNotice } from '../../dialogs/answers/notices';
import type { Ctx } from '../../dialogs/flows/flow';
import type { Play } from '../../dialogs/form/context';
import type { State } from '../../dialogs/state';
import type { ConversationDetail } from '../../domain/handoff-view';
import type { Locale } from '../../locales';
import { renderText } from '../render/text';

/** Played on a copy: nothing changes by being looked at. */
export async function heldWords(state: State, ctx: Ctx): Promise<ConversationDetail['held']> {
  const words = async (notice: NonNullable<State['held']>[number]['notice'], locale: Locale): Promise<string> => {
    const play: Play = { state: structuredClone(state), ctx: { ...ctx, locale }, replies: [], commands: [] };
    await onNotice(play, notice);
    return play.replies.map((one) => renderText(one, locale)).join('\n\n');
  };
  const held = (state.held ?? []).map(async ({ at, notice }) => {
    const text = await words(notice, state.locale);
    return { at, text, ...(ctx.locale === state.locale ? {} : { own: await words(notice, ctx.locale) }) };
  });
  return (await Promise.all(held)).filter(({ text }) => text !== '');
}
