// The two fields for a new password, and what is wrong with what was typed there.
import { say } from '../../locales';
import { inputField, type Mistake } from './form';
import { html, type Part } from './html';
import type { Words } from './layout';

/** Two fields, since nothing shows what is typed where no script runs. `email`: whose account, for password managers. */
export function newPasswordFields(t: Words, mistakes: readonly Mistake[], { autofocus = true } = {}): Part {
  const common = { type: 'password', autocomplete: 'new-password' } as const;
  return html`${inputField(t, { ...common, name: 'password', label: say('pages:field.newPassword'), hint: say('pages:passwordHint'), autofocus: autofocus && mistakes.length === 0 }, mistakes)}
${inputField(t, { ...common, name: 'again', label: say('pages:field.again'), hint: say('pages:pasteAllowed') }, mistakes)}`;
}

/** The account's address: read by people, and by password managers that save the password for it. */
export const accountField = (t: Words, email: string): Part => html`<div class="field">
<label for="account">${t(say('pages:field.account'))}</label>
<input id="account" name="account" type="email" value="${email}" autocomplete="username" readonly>
</div>`;

/** Whether two usable passwords were typed; their strength is the service's matter. */
export function newPasswordMistakes({ password = '', again = '' }: Record<string, string>): Mistake[] {
  if (!password) return [{ slot: 'password', text: say('pages:problem.missingPassword') }];
  return password === again ? [] : [{ slot: 'again', text: say('pages:problem.again') }];
}
