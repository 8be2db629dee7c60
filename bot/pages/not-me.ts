// "This was not me", "this is not us": ends what somebody else registered. The link shows, the button acts.
import { say } from '../../locales';
import { answerQuestion, peekQuestion, type Question } from '../../services/account/not-us';
import { form } from './form';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { end, localeOf, over, type PageContext } from './parts';
import { aboutQuestion } from './question';
import type { PageRequest, PageResponse, Route } from './route';

const PATH = '/notme';

export function notMeRoutes(context: PageContext): Route[] {
  const { deps } = context;

  /** The activation mail's reader deletes a registration; an order's contact closes the order to an address. */
  const wordsOf = ({ by }: Question): 'pages:notUs' | 'pages:notMe' =>
    by === 'contact' ? 'pages:notUs' : 'pages:notMe';

  const done = (request: PageRequest, question: Question): PageResponse => {
    const set = wordsOf(question);
    const locale = localeOf(request, question.locale);
    return end(context, { locale, path: PATH, title: say(`${set}.doneTitle`), texts: [say(`${set}.done`)] });
  };
  const isDone = ({ state }: Question): boolean => state === 'refused' || state === 'gone';

  return [
    {
      method: 'GET',
      path: PATH,
      async handle(request) {
        const { t: token = '' } = request.query;
        const found = await peekQuestion(deps, token);
        if (!found.ok) return over(context, request, 'notMe', PATH);
        const { question } = found;
        if (isDone(question)) return done(request, question);
        if (!question.undo) return over(context, request, 'notUs', PATH);
        const locale = localeOf(request, question.locale);
        const t = words(locale);
        const set = wordsOf(question);
        const asks = question.state === 'waiting' || (question.state === 'pending' && !question.agreed);
        const contact = question.by === 'contact';
        return respond(context, {
          locale,
          path: PATH,
          query: { t: token },
          title: say(`${set}.title`),
          main: html`${paragraph(t, say(`${set}.lead`))}${contact && aboutQuestion(t, question)}${contact && question.state !== 'pending' && html`<p class="note">${t(say('pages:notUs.applied'))}</p>`}
${form(t, { action: PATH, keep: { t: token, lang: locale }, submit: say(`${set}.submit`), danger: true })}
${contact && asks && html`<p><a href="${href('/agree', { t: token, lang: locale })}">${t(say('pages:notUs.agree'))}</a></p>`}`,
        });
      },
    },
    {
      method: 'POST',
      path: PATH,
      async handle(request) {
        const answered = await answerQuestion(deps, request.form.t ?? '', 'refuse');
        if (answered.ok) return done(request, answered.question);
        return over(context, request, answered.reason.code === 'notMeLate' ? 'notUs' : 'notMe', PATH);
      },
    },
  ];
}
