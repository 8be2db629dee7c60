// "May this address use your order?": asked of the contact that the import knows. The link shows, the button acts.
import { type Locale, say } from '../../locales';
import { answerQuestion, peekQuestion } from '../../services/account/not-us';
import { form } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { end, localeOf, over, type PageContext } from './parts';
import { aboutQuestion } from './question';
import type { Route } from './route';

const PATH = '/agree';

export function agreeRoutes(context: PageContext): Route[] {
  const { deps, business } = context;
  const done = (locale: Locale, token: string) => {
    const texts = [say('pages:agree.done'), say('pages:agree.undo')];
    return end(context, { locale, path: PATH, query: { t: token }, title: say('pages:agree.doneTitle'), texts });
  };
  const refused = (locale: Locale, token: string) => {
    const texts = [say('pages:agree.refused', { phone: business.phone })];
    const title = say('pages:agree.refusedTitle');
    return end(context, { locale, path: PATH, query: { t: token }, title, texts, plain: true });
  };

  return [
    {
      method: 'GET',
      path: PATH,
      async handle(request) {
        const { t: token = '' } = request.query;
        const found = await peekQuestion(deps, token);
        if (!found.ok || found.question.by !== 'contact') return over(context, request, 'notUs', PATH);
        const { question } = found;
        const locale = localeOf(request, question.locale);
        if (question.state === 'refused' || question.state === 'gone') return refused(locale, token);
        if (question.state === 'open' || question.agreed) return done(locale, token);
        const t = words(locale);
        return respond(context, {
          locale,
          path: PATH,
          query: { t: token },
          title: say('pages:agree.title'),
          main: html`${paragraph(t, say('pages:agree.lead'))}${aboutQuestion(t, question)}
<p class="note">${t(say('pages:agree.undo'))}</p>
${form(t, { action: PATH, keep: { t: token, lang: locale }, submit: say('pages:agree.submit') })}
<p><a href="${href('/notme', { t: token, lang: locale })}">${t(say('pages:agree.notUs'))}</a></p>`,
        });
      },
    },
    {
      method: 'POST',
      path: PATH,
      async handle(request) {
        const { t: token = '' } = request.form;
        const answered = await answerQuestion(deps, token, 'agree');
        if (answered.ok) return done(localeOf(request, answered.question.locale), token);
        if (answered.reason.code === 'refusedBefore') return refused(localeOf(request), token);
        return over(context, request, 'notUs', PATH);
      },
    },
  ];
}
