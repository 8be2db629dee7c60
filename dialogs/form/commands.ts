// What people say at any time: help, back, cancel, start over, skip, repeat, language, a person.
import { LOCALES, NAMES } from '../../locales/list';
import { say } from '../../locales/text';
import { advance, resume } from './asking';
import { flowOf } from '../flows';
import { WITHOUT } from '../flows/flow';
import { assign, dropDoubt, stepBack } from './form';
import { openFlow } from './open';
import { plain, type Play, tell, tellFinished } from './context';
import { reply } from '../reply';
import { forget } from '../state';
import type { CommandName } from '../understanding/understand';
import { offerPerson } from '../answers/handoff';
import { menuChoices } from '../answers/welcome';

/** Ends every link of the account; this chat's with the outcome. */
export function signOutEverywhere({ state, ctx, commands }: Play): void {
  const id = ctx.newId();
  state.waiting = { id, what: 'signOut' };
  commands.push({ id, body: { type: 'signOutEverywhere' } });
}

/** Does what a command says. */
export async function runCommand(play: Play, command: { name: CommandName; value?: string }): Promise<void> {
  await handlers[command.name](play);
}

const menu = (play: Play): void => tell(play, { text: [say('common:whatNow')], choices: menuChoices(play.state) });

const nothingOpen = (play: Play): void =>
  tell(play, { text: [say('common:nothingOpen')], choices: menuChoices(play.state) });

const handlers: Record<CommandName, (play: Play) => Promise<void> | void> = {
  menu,
  greeting: (play) => (play.state.form ? advance(play, { again: true, lead: [say('common:greeting')] }) : greet(play)),
  thanks: (play) => tell(play, reply(say('common:thanks'))),
  more: async (play) => {
    const { form } = play.state;
    if (!form?.asked.length) return menu(play);
    form.page = (form.page ?? 0) + 1;
    await advance(play, { again: true });
  },
  help: async (play) => {
    const { form } = play.state;
    if (!form) return tell(play, { text: [say('common:help')], choices: menuChoices(play.state) });
    const hints = form.asked.map((name) => flowOf(form.flow).slots[name]?.hint).filter((hint) => hint !== undefined);
    await advance(play, { again: true, lead: [...hints, say('common:helpInForm')] });
  },
  back: async (play) => {
    const { form, parked } = play.state;
    if (parked && (!form || play.afterCancel)) {
      resume(play, parked.id);
      return advance(play, { again: true });
    }
    if (!form) return nothingOpen(play);
    if (form.doubt) dropDoubt(form);
    // A line that was being changed stays as it is.
    if (form.changing) return advance(play);
    const name = stepBack(form);
    if (!name) {
      if (!form.asked.length) return advance(play);
      return handlers.cancel(play);
    }
    form.asked = [name];
    await advance(play, { again: true });
  },
  cancel: async (play) => {
    const { state } = play;
    if (!state.form) return nothingOpen(play);
    state.parked = state.form;
    delete state.form;
    delete state.wanted;
    state.justCancelled = true;
    tell(play, reply(say('common:cancelled')));
    if (!state.stack.length) return menu(play);
    state.form = state.stack[0]!;
    state.stack = state.stack.slice(1);
    await advance(play, {
      again: true,
      lead: [say('common:weWereAt', { what: { text: flowOf(state.form.flow).title } })],
    });
  },
  startOver: async (play) => {
    const { state } = play;
    const { form } = state;
    if (!form) return menu(play);
    delete state.form;
    delete state.parked;
    await openFlow(play, form.flow, '');
  },
  skip: async (play) => {
    const { form } = play.state;
    if (!form) return nothingOpen(play);
    const flow = flowOf(form.flow);
    const optional = form.asked.filter((name) => flow.slots[name]?.optional);
    for (const name of optional) assign(flow, form, name, WITHOUT, play.ctx);
    await advance(
      play,
      optional.length ? {} : { again: true, lead: form.asked.length ? [say('common:cantSkip')] : [] },
    );
  },
  repeat: async (play) => (play.state.form ? advance(play, { again: true }) : menu(play)),
  list: async (play) => {
    const { form } = play.state;
    if (!form) return menu(play);
    const details = form.asked.length ? undefined : flowOf(form.flow).list?.(form, play.ctx);
    if (details) return tell(play, details);
    delete form.page;
    await advance(play, { again: true });
  },
  language: (play) =>
    tell(play, {
      text: [say('common:whichLanguage')],
      choices: LOCALES.map((locale) => ({ title: plain(NAMES[locale]), say: NAMES[locale] })),
    }),
  person: offerPerson,
  signOut: (play) => {
    const { state } = play;
    if (!state.link && !state.host) return tell(play, reply(say('account:notSignedIn')));
    forget(state);
    tell(play, reply(say('account:signedOut')));
  },
  // Outside a question these say nothing.
  yes: (play) => repeatOrMenu(play),
  no: (play) => repeatOrMenu(play),
  confirm: (play) => {
    // Said twice: the receipt again, nothing is sent again.
    if (play.state.form || !tellFinished(play)) return repeatOrMenu(play);
  },
  checkedIt: (play) => repeatOrMenu(play),
};

const repeatOrMenu = (play: Play): Promise<void> | void =>
  play.state.form ? advance(play, { again: true }) : nothingOpen(play);

const greet = (play: Play): void =>
  tell(play, { text: [say('common:greeting'), say('common:whatNow')], choices: menuChoices(play.state) });
