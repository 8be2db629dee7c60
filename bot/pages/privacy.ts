// The privacy page: who uses which data for what and how long, with the true numbers, and what a person may ask for.
import { say, type Text } from '../../locales';
import { privacyVersion } from '../../domain/privacy';
import { html } from './html';
import { href, paragraph, respond, words } from './layout';
import { localeOf, type PageContext } from './parts';
import type { Route } from './route';

export const PRIVACY_PATH = '/privacy';

export function privacyRoutes(context: PageContext): Route[] {
  const { business } = context;
  const { phone, phoneHours, privacyController: controller, privacyContact, retention } = business;
  const hours = { hours: phoneHours };
  const { transcriptDays, mailDays, technicalDays, fapiaoYears } = retention;

  const sections: [title: Text, ...texts: Text[]][] = [
    [
      say('privacy:page.who.title'),
      say('privacy:page.who.text', { controller }),
      privacyContact
        ? say('privacy:page.contactAt', { contact: privacyContact, phone, hours })
        : say('privacy:page.contact', { phone, hours }),
    ],
    [say('privacy:page.purpose.title'), say('privacy:page.purpose.text'), say('privacy:page.basis')],
    [
      say('privacy:page.data.title'),
      say('privacy:page.data.account'),
      say('privacy:page.data.fapiao'),
      say('privacy:page.data.chat'),
      say('privacy:page.data.technical'),
    ],
    [
      say('privacy:page.retention.title'),
      say('privacy:page.retention.messages', { days: transcriptDays }),
      say('privacy:page.retention.account'),
      say('privacy:page.retention.fapiao', { years: fapiaoYears }),
      say('privacy:page.retention.mails', { days: mailDays }),
      say('privacy:page.retention.technical', { days: technicalDays }),
      say('privacy:page.retention.backups'),
    ],
    [say('privacy:page.recipients.title'), say('privacy:page.recipients.text')],
    [say('privacy:page.abroad.title'), say('privacy:page.abroad.text')],
    [
      say('privacy:page.rights.title'),
      say('privacy:page.rights.text'),
      say('privacy:page.rights.how'),
      say('privacy:page.rights.complain'),
    ],
  ];

  return [
    {
      method: 'GET',
      path: PRIVACY_PATH,
      async handle(request) {
        const locale = localeOf(request);
        const t = words(locale);
        return respond(context, {
          locale,
          path: PRIVACY_PATH,
          title: say('privacy:page.title'),
          main: html`${sections.map(([title, ...texts]) => html`<h2>${t(title)}</h2>${paragraph(t, ...texts)}`)}
<p><a class="primary" href="${href('/account/data', { lang: locale })}">${t(say('privacy:page.rights.link'))}</a></p>
<p class="hint">${t(say('privacy:page.version', { version: privacyVersion(business) }))}</p>`,
        });
      },
    },
  ];
}
