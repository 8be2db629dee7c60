// Words the mails of the outbox: template and parameters become subject, HTML and text in the reader's language.
import type { Instant } from '../../domain/result';
import { say, type Text, translate } from '../../locales';
import type { RowOf } from '../../services/shared/outbox';
import { digestMail } from './mail-digest';
import { applicationMail } from './mail-application';
import { type Block, layoutMail } from './mail-layout';
import type { MailContext, MailName, Template } from './mail-template';

type Make<Name extends MailName> = (template: Template<Name>) => { subject: Text; blocks: Block[] };

/** When the link ends, as the use-case that made it says. A mail that does not know it can't be worded. */
const until = ({ params }: { params: { expiresAt?: Instant } }) => ({ until: { moment: params.expiresAt ?? '' } });

/** Orders of a new account that are not open yet. */
const waiting = ({ params: { waiting: orders = [] } }: RowOf<'mail', 'activated'>): Text[] =>
  orders.length ? [say('mail:activated.waits', { orders: { items: orders } })] : [];

/** A mail without a template does not compile. `unworded` is no row's: it goes instead of one that can't be worded. */
const TEMPLATES: { [Name in Exclude<MailName, 'digest'>]: Make<Name> } & { unworded: Make<MailName> } = {
  // Names no company and no order: whoever gets it by mistake learns nothing.
  activation: ({ row, t, url, button }) => ({
    subject: say('mail:activation.subject'),
    blocks: [
      { text: t(say('mail:activation.intro')) },
      button(say('mail:activation.button'), url('/activate', { token: true })),
      { text: t(say('mail:activation.until', until(row))) },
      { small: t(say('mail:activation.notAsked')) },
      { url: url('/notme', { token: true }) },
    ],
  }),
  accountExists: ({ t, url, button }) => ({
    subject: say('mail:accountExists.subject'),
    blocks: [
      { text: t(say('mail:accountExists.intro')) },
      { text: t(say('mail:accountExists.how')) },
      button(say('mail:accountExists.button'), url('/forgot')),
      { small: t(say('mail:accountExists.notAsked')) },
    ],
  }),
  otherAddressRegistered: ({ t, url, button }) => ({
    subject: say('mail:otherAddressRegistered.subject'),
    blocks: [
      { text: t(say('mail:otherAddressRegistered.intro')) },
      { text: t(say('mail:otherAddressRegistered.fine')) },
      { text: t(say('mail:otherAddressRegistered.notAsked')) },
      button(say('mail:otherAddressRegistered.button'), url('/notme', { token: true })),
    ],
  }),
  agreementAsked: ({ row, t, url, button }) => ({
    subject: say('mail:agreementAsked.subject'),
    blocks: [
      { text: t(say('mail:agreementAsked.intro', { order: row.params.order, email: row.params.email })) },
      { text: t(say('mail:agreementAsked.closed')) },
      button(say('mail:agreementAsked.button'), url('/agree', { token: true })),
      { small: t(say('mail:agreementAsked.notUs')) },
      { url: url('/notme', { token: true }) },
    ],
  }),
  orderOpened: ({ row, t, url, button }) => ({
    subject: say('mail:orderOpened.subject'),
    blocks: [
      { text: t(say('mail:orderOpened.intro', { order: row.params.order })) },
      button(say('mail:openChat'), url('/chat')),
    ],
  }),
  orderClosed: ({ row, t }) => ({
    subject: say('mail:orderClosed.subject'),
    blocks: [
      { text: t(say('mail:orderClosed.intro', { order: row.params.order })) },
      { text: t(say('mail:orderClosed.mistake')) },
    ],
  }),
  holderAsked: ({ row, t, url, button }) => ({
    subject: say('mail:holderAsked.subject'),
    blocks: [
      { text: t(say('mail:holderAsked.intro', { asker: row.params.asker })) },
      { text: t(say('mail:holderAsked.fine')) },
      button(say('mail:openChat'), url('/chat')),
      { small: t(say('mail:holderAsked.notAsked')) },
    ],
  }),
  activated: ({ row, t, url, button }) => ({
    subject: say('mail:activated.subject'),
    blocks: [
      { text: t(say('mail:activated.intro')) },
      ...waiting(row).map((words) => ({ text: t(words) })),
      button(say('mail:openChat'), url('/chat')),
      { small: t(say('mail:activated.notAsked')) },
    ],
  }),
  resetPassword: ({ row, t, url, button }) => ({
    subject: say('mail:resetPassword.subject'),
    blocks: [
      { text: t(say('mail:resetPassword.intro')) },
      button(say('mail:resetPassword.button'), url('/reset', { token: true })),
      { text: t(say('mail:resetPassword.until', until(row))) },
      { small: t(say('mail:resetPassword.notAsked')) },
    ],
  }),
  passwordChanged: ({ t, url, button }) => ({
    subject: say('mail:passwordChanged.subject'),
    blocks: [
      { text: t(say('mail:passwordChanged.intro')) },
      { text: t(say('mail:passwordChanged.notAsked')) },
      button(say('mail:passwordChanged.button'), url('/forgot')),
    ],
  }),
  confirmEmail: ({ row, t, url, button }) => ({
    subject: say('mail:confirmEmail.subject'),
    blocks: [
      { text: t(say('mail:confirmEmail.intro')) },
      button(say('mail:confirmEmail.button'), url('/account/email/confirm', { token: true })),
      { text: t(say('mail:confirmEmail.until', until(row))) },
      { small: t(say('mail:confirmEmail.notAsked')) },
    ],
  }),
  emailChanging: ({ row, t, url, button }) => ({
    subject: say('mail:emailChanging.subject'),
    blocks: [
      { text: t(say('mail:emailChanging.intro')) },
      { text: t(say('mail:emailChanging.to', { email: row.params.email })) },
      { text: t(say('mail:emailChanging.notAsked')) },
      button(say('mail:emailChanging.button'), url('/account/email/undo', { token: true })),
    ],
  }),
  emailChanged: ({ t }) => ({
    subject: say('mail:emailChanged.subject'),
    blocks: [{ text: t(say('mail:emailChanged.intro')) }, { text: t(say('mail:emailChanged.notAsked')) }],
  }),
  myData: ({ row, t, url, button }) => ({
    subject: say('privacy:mine.mailSubject'),
    blocks: [
      { text: t(say('privacy:mine.mailIntro')) },
      button(say('privacy:mine.mailButton'), url('/account/data', { token: true })),
      { text: t(say('privacy:mine.mailUntil', until(row))) },
      { small: t(say('privacy:mine.mailNotAsked')) },
    ],
  }),
  dataErased: ({ t }) => ({
    subject: say('privacy:erased.subject'),
    blocks: [
      { text: t(say('privacy:erased.intro')) },
      { text: t(say('privacy:erased.kept')) },
      { small: t(say('privacy:erased.notAsked')) },
    ],
  }),
  applicationChanged: applicationMail,
  requestAnswered: ({ row, t, url, button }) => ({
    subject: say('mail:requestAnswered.subject'),
    blocks: [
      ...row.params.text.split(/\n+/).map((text) => ({ text })),
      { small: t(say('mail:requestAnswered.asked', { asked: row.params.asked })) },
      button(say('mail:openChat'), url('/chat')),
    ],
  }),
  // Instead of a mail that can't be worded: names nothing, since nothing is known to be right.
  unworded: ({ context, t, url, button }) => ({
    subject: say('mail:unworded.subject'),
    blocks: [
      { text: t(say('mail:unworded.intro', { phone: context.business.phone })) },
      button(say('mail:openChat'), url('/chat')),
    ],
  }),
};

/** Those of customers. */
export const TEMPLATE_NAMES = Object.keys(TEMPLATES);

/** Words a row of the outbox. Undefined: there is no template of that name. Throws when it can't be worded. */
export function wordMail(
  context: MailContext,
  row: RowOf<'mail'>,
  name: keyof typeof TEMPLATES | 'digest' = row.name,
): { subject: string; text: string; html: string } | undefined {
  // Staff read it: in the desk's words, and without what customers are told at the end.
  if (name === 'digest' && row.name === 'digest') return digestMail(context, row);
  if (name === 'digest' || !Object.hasOwn(TEMPLATES, name)) return undefined;
  const { locale } = row;
  const t = (words: Text) => translate(locale, words);
  const url: Template['url'] = (path, { token } = { token: false }) => {
    const query = new URLSearchParams({ lang: locale });
    // Made only now: at rest there is a nonce, in the mail the token.
    if (token && row.link) query.set('t', context.secrets.link(row.link.purpose, row.link.nonce).token);
    return `${context.publicUrl}${path}?${query.toString()}`;
  };
  const button: Template['button'] = (label, to) => ({ button: t(label), url: to, copy: t(say('mail:copy')) });
  const { subject, blocks } = (TEMPLATES[name] as Make<MailName>)({ row, context, t, url, button });
  const { phone, phoneHours } = context.business;
  const words = t(subject);
  return {
    subject: words,
    ...layoutMail(locale, words, [
      { text: t(say('mail:hello')) },
      ...blocks,
      { small: t(say('mail:help', { phone, hours: { hours: phoneHours } })) },
      { small: t(say('mail:automatic')) },
      { small: t(say('mail:sender')) },
    ]),
  };
}
