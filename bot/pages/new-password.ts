// The field for a new password, and what is wrong with what was typed there.
import { say } from '../../locales';
import { inputField, type Mistake } from './form';
import { html, type Part } from './html';
import type { Words } from './layout';

/** It can be shown. A second one stands only where no script runs, since nothing shows there what is typed. */
export function newPasswordFields(t: Words, mistakes: readonly Mistake[], { autofocus = true } = {}): Part {
  const common = { type: 'password', autocomplete: 'new-password' } as const;
  return html`${inputField(t, { ...common, name: 'password', label: say('pages:field.newPassword'), hint: say('pages:passwordHint'), autofocus: autofocus && mistakes.length === 0 }, mistakes)}
<noscript>${inputField(t, { ...common, name: 'again', label: say('pages:field.again'), hint: say('pages:pasteAllowed') }, mistakes)}</noscript>`;
}

/** The account's address: read by people, and by password managers that save the password for it. */
export const accountField = (t: Words, email: string): Part => html`<div class="field">
<label for="account">${t(say('pages:field.account'))}</label>
<input id="account" name="account" type="email" value="${email}" autocomplete="username" readonly>
</div>`;

/** Whether a usable password was typed, twice where it was asked for twice; its strength is the service's matter. */
export function newPasswordMistakes({ password = '', again = password }: Record<string, string>): Mistake[] {
  if (!password) return [{ slot: 'password', text: say('pages:problem.missingPassword') }];
  return password === again ? [] : [{ slot: 'again', text: say('pages:problem.again') }];
}
