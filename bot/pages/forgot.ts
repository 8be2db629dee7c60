// Forgotten password: takes an address and always answers the same.
import { type Locale, say } from '../../locales';
import { run } from '../../services/run';
import { form, inputField, type Mistake } from './form';
import { html } from './html';
import { paragraph, respond, words } from './layout';
import { end, localeOf, mistakeOf, type PageContext } from './parts';
import type { PageResponse, Route } from './route';

const PATH = '/forgot';

export function forgotRoutes(context: PageContext): Route[] {
  const { deps, business } = context;

  function ask(locale: Locale, email = '', mistakes: Mistake[] = []): PageResponse {
    const t = words(locale);
    const input = { name: 'email', type: 'email', autocomplete: 'username', value: email } as const;
    return respond(context, {
      locale,
      path: PATH,
      title: say('pages:forgot.title'),
      failed: mistakes.length > 0,
      status: mistakes.length > 0 ? 422 : 200,
      main: html`${paragraph(t, say('pages:forgot.lead'))}
${form(t, {
  action: PATH,
  keep: { lang: locale },
  mistakes,
  fields: inputField(t, { ...input, label: say('pages:field.email'), autofocus: mistakes.length === 0 }, mistakes),
  submit: say('pages:forgot.submit'),
})}
<p class="hint">${t(say('pages:forgot.older'))}</p>
<p class="hint">${t(say('pages:signIn.forgotEmail', { phone: business.phone }))}</p>`,
    });
  }

  return [
    { method: 'GET', path: PATH, handle: async (request) => ask(localeOf(request)) },
    {
      method: 'POST',
      path: PATH,
      async handle(request) {
        const locale = localeOf(request);
        const email = (request.form.email ?? '').slice(0, 254);
        if (!email.trim()) return ask(locale, '', [{ slot: 'email', text: say('pages:problem.missingEmail') }]);
        const id = deps.newId();
        const { ip, device } = request;
        const by = { role: 'guest', ip, ...(device ? { device } : {}) } as const;
        const sent = await run(deps, { id, by, type: 'forgotPassword', email, locale });
        if (!sent.ok) return ask(locale, email, [mistakeOf(context, locale, sent)]);
        // ASVS 5.0 6.3.8: known or not, the same page.
        return end(context, {
          locale,
          path: PATH,
          title: say('pages:forgot.doneTitle'),
          texts: [say('pages:forgot.done'), say('pages:forgot.nothing')],
          to: { path: PATH, label: say('pages:forgot.again') },
          plain: true,
        });
      },
    },
  ];
}
