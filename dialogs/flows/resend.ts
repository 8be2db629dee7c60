// Resend the activation mail: to the address that this conversation typed, or neutrally to another one.
import { findEmail } from '../../domain/contact';
import { say } from '../../locales/text';
import { type Flow, given } from './flow';
import { emailSlot } from './register';

export const resend: Flow = {
  name: 'resend',
  v: 1,
  title: say('register:resend.title'),
  order: ['email'],
  slots: { email: emailSlot() },
  keep: ['email'],
  open: async (ctx) => {
    const pending = await ctx.query.pending();
    if (!pending) return { values: {} };
    return {
      values: { email: pending.email, sentAt: pending.sentAt, refused: pending.refused, order: pending.order },
    };
  },
  extract: async (text) => {
    const email = findEmail(text);
    return given('email', email);
  },
  summary: ({ values }) => {
    const own = values.sentAt !== undefined;
    const sent = values.refused
      ? say('register:resend.refused', { email: String(values.email) })
      : say('register:resend.sentTo', { email: String(values.email), at: { moment: String(values.sentAt) } });
    return {
      text: [own ? sent : say('register:resend.check')],
      facts: [
        { n: 1, label: say('register:email.label'), value: String(values.email), slots: ['email'], strong: true },
      ],
      submit: say('register:resend.confirm'),
    };
  },
  submit: ({ values }, ctx) =>
    // A corrected address replaces the pending one: that is registering again (R21).
    values.order !== undefined && values.changed
      ? { type: 'register', order: String(values.order), email: String(values.email), locale: ctx.locale }
      : { type: 'resend', email: String(values.email), locale: ctx.locale },
  derive: (values, before) =>
    before.email !== undefined && before.email !== values.email
      ? { ...values, changed: true, sentAt: undefined }
      : values,
  done: (outcome, values) => {
    if (outcome.type === 'registered') {
      return [
        {
          text: [
            say('register:sent', { email: outcome.email, until: { moment: outcome.expiresAt } }),
            ...(outcome.pair ? [say('register:pair', { pair: outcome.pair })] : []),
          ],
        },
      ];
    }
    if (outcome.type !== 'resent') return [];
    if (outcome.refused)
      return [{ text: [say('register:resend.refused', { email: outcome.email ?? String(values.email) })] }];
    return [
      {
        text: [
          outcome.email ? say('register:resend.done', { email: outcome.email }) : say('register:resend.neutral'),
          say('register:notThere'),
        ],
      },
    ];
  },
};
