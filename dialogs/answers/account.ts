// Account questions that are answered with a page or a phone number.
import { say } from '../../locales/text';
import type { Play } from '../form/context';
import type { Reply } from '../reply';

export const accountTopics: Record<string, (play: Play) => Reply> = {
  changeEmail: ({ ctx }) => {
    const url = `${ctx.publicUrl}/account/email?lang=${ctx.locale}`;
    return { text: [say('account:changeEmail', { url })], links: [{ title: say('account:button.changeEmail'), url }] };
  },
  forgotEmail: ({ ctx }) => ({
    text: [say('account:forgotEmail', { phone: ctx.business.phone, hours: { hours: ctx.business.phoneHours } })],
  }),
};
