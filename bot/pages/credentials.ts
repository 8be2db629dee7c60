// The address and the password of an account, as both ways of signing in ask for them.
import { say, type Text } from '../../locales';
import { inputField, type Mistake } from './form';
import { html } from './html';
import type { words } from './layout';
import type { PageRequest } from './route';

interface CredentialFields {
  email: string;
  mistakes: Mistake[];
  /** Under the password. */
  hint?: Text;
}

export function credentialFields(t: ReturnType<typeof words>, { email, mistakes, hint }: CredentialFields) {
  const address = { type: 'email', label: say('pages:field.email'), autocomplete: 'username' } as const;
  const password = { type: 'password', label: say('pages:field.currentPassword') } as const;
  return html`
${inputField(t, { name: 'email', ...address, value: email, autofocus: mistakes.length === 0 }, mistakes)}
${inputField(t, { name: 'password', ...password, autocomplete: 'current-password', ...(hint ? { hint } : {}) }, mistakes)}`;
}

/** What was left empty. */
export function missingCredentials({ form: { email = '', password = '' } }: PageRequest): Mistake[] {
  const missing: Mistake[] = [];
  if (!email.trim()) missing.push({ slot: 'email', text: say('pages:problem.missingEmail') });
  if (!password) missing.push({ slot: 'password', text: say('pages:problem.missingPassword') });
  return missing;
}
