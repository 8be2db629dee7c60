// The welcome and the menu.
import { say } from '../../locales/text';
import { type Play, tell } from '../form/context';
import type { Choice } from '../reply';
import type { State } from '../state';

const button = (
  name: 'apply' | 'progress' | 'register' | 'resend' | 'needs' | 'person' | 'signin' | 'language',
): Choice => ({
  title: say(`common:menu.${name}`),
  say: say(`common:menu.${name}`),
});

/** What can be done, in the order in which people want it. */
export const menuChoices = (state: State): Choice[] =>
  state.link
    ? [button('apply'), button('progress'), button('needs'), button('person'), button('language')]
    : [
        button('apply'),
        button('progress'),
        button('register'),
        button('resend'),
        button('needs'),
        button('person'),
        button('language'),
      ];

/** Once per conversation. */
export function welcome(play: Play): void {
  const { state } = play;
  if (state.welcomed) return;
  state.welcomed = true;
  tell(play, { text: [say('common:welcome'), say('common:welcomeHow')], choices: menuChoices(state) });
}
