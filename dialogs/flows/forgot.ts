// Forgot the password: a one-time link goes to the address, whether or not an account has it.
import { findEmail } from '../../domain/contact';
import { say } from '../../locales/text';
import { type Flow, given } from './flow';
import { emailSlot } from './register';

export const forgot: Flow = {
  name: 'forgot',
  v: 1,
  title: say('account:forgot.title'),
  order: ['email'],
  keep: ['email'],
  slots: { email: emailSlot() },
  extract: async (text) => {
    const email = findEmail(text);
    return given('email', email);
  },
  submit: ({ values }, ctx) => ({ type: 'forgotPassword', email: String(values.email), locale: ctx.locale }),
  done: (_, values) => [{ text: [say('account:forgot.done', { email: String(values.email ?? '') })] }],
};
