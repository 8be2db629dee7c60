// An application for bills that are named: those that may go are chosen, and the summary is the answer.
import { say } from '../../locales/text';
import { billLine, canGo } from '../flows/apply/bills';
import { choose } from '../flows/apply/values';
import type { Values } from '../flows/flow';
import { advance } from '../form/asking';
import { flowOf } from '../flows';
import { assign, take } from '../form/form';
import { openForm } from '../form/open';
import { type Play, tell } from '../form/context';
import { waitingTexts } from './waiting';
import { menuChoices } from './welcome';

/** A message stays on a phone's screen. */
const LINES = 8;

/**
 * Opens the application with these bills, with what is `known` of it, and with what `text` says besides (company data, typed
 * while signing in). A number of somebody else's bill is a number that
 * does not exist (ASVS 5.0 8.2.2).
 */
export async function openWithBills(
  play: Play,
  named: readonly string[],
  text: string,
  known: Values = {},
): Promise<void> {
  const { ctx, state } = play;
  const all = await ctx.query.bills();
  const found = all.filter((one) => named.includes(one.bill));
  const going = found.filter(canGo);
  const unknown = named.length - found.length;
  const left = [
    ...found
      .filter((one) => !canGo(one))
      .slice(0, LINES)
      .map(billLine),
    ...(unknown ? [say('apply:named.unknown', undefined, unknown)] : []),
  ];
  if (!going.length) {
    tell(play, { text: [say('apply:named.none'), ...left, ...(await waitingTexts(ctx))], choices: menuChoices(state) });
    if (state.form) await advance(play, { again: true });
    return;
  }
  const fresh = state.form?.flow !== 'apply';
  const form = await openForm(play, 'apply');
  if (!form) return;
  const flow = flowOf('apply');
  if (fresh) form.values = { ...form.values, ...known };
  // How all the bills stand is for who chose among all of them.
  delete form.values.others;
  assign(flow, form, 'bills', going.map(choose), ctx);
  const said = text ? await flow.extract?.(text, form, ctx) : undefined;
  const { bills: _, ...answers } = said?.answers ?? {};
  const refusals = await take(flow, form, answers, ctx, said?.doubts);
  await advance(play, { refusals, lead: left.length && !form.doubt ? [say('apply:named.left'), ...left] : [] });
}
