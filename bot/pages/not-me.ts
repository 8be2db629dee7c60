// "This was not me": deletes a registration that somebody else began. The link shows, the button acts.
import { type Locale, say } from '../../locales';
import { notMe, peekNotMe } from '../../services/activate';
import { form } from './form';
import { html } from './html';
import { paragraph, respond, words } from './layout';
import { end, localeOf, over, type PageContext } from './parts';
import type { Route } from './route';

const PATH = '/notme';

export function notMeRoutes(context: PageContext): Route[] {
  const { deps } = context;
  const done = (locale: Locale) =>
    end(context, { locale, path: PATH, title: say('pages:notMe.doneTitle'), texts: [say('pages:notMe.done')] });

  return [
    {
      method: 'GET',
      path: PATH,
      async handle(request) {
        const { t: token = '' } = request.query;
        const found = await peekNotMe(deps, token);
        if (!found.ok) return over(context, request, 'notMe', PATH);
        const locale = localeOf(request, found.locale);
        if (found.done) return done(locale);
        const t = words(locale);
        return respond(context, {
          locale,
          path: PATH,
          query: { t: token },
          title: say('pages:notMe.title'),
          main: html`${paragraph(t, say('pages:notMe.lead'))}${form(t, { action: PATH, keep: { t: token, lang: locale }, submit: say('pages:notMe.submit'), danger: true })}`,
        });
      },
    },
    {
      method: 'POST',
      path: PATH,
      async handle(request) {
        const deleted = await notMe(deps, request.form.t ?? '');
        return deleted.ok ? done(localeOf(request, deleted.locale)) : over(context, request, 'notMe', PATH);
      },
    },
  ];
}
