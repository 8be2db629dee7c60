// The digest of new applications as a mail to the service centre: counts, the newest, and the way to the desk.
import { deskLocale, translateDesk } from '../../locales';
import type { RowOf } from '../../services/shared/outbox';
import { type Block, layoutMail } from './mail-layout';

type DeskWords = Parameters<typeof translateDesk>[1];

/** Nothing of a customer stands in it: it lies in mailboxes of several people. */
export function digestMail(
  { publicUrl }: { publicUrl: string },
  { locale: wanted, params }: RowOf<'mail', 'digest'>,
): { subject: string; text: string; html: string } {
  const { since, until, piles, newest } = params;
  const locale = deskLocale(wanted);
  const t = (key: DeskWords['key'], values?: DeskWords['values']) =>
    translateDesk(locale, { key, ...(values ? { values } : {}) });
  const sum = (name: 'fresh' | 'late'): number => piles.reduce((all, pile) => all + pile[name], 0);
  const [fresh, late] = [sum('fresh'), sum('late')];
  const more = fresh - newest.length;
  const blocks: Block[] = [
    { text: t('desk:digest.intro', { since: { moment: since }, until: { moment: until } }) },
    {
      facts: piles.map(({ pile, ...counts }) => ({
        label: t(`desk:screens.piles.${pile}`),
        value: t('desk:digest.counts', counts),
      })),
    },
    {
      facts: newest.map(({ number, medium, due }) => ({
        label: number,
        value: t(`desk:digest.${medium}`, { due: { moment: due } }),
      })),
    },
    ...(more > 0 ? [{ text: t('desk:digest.more', { number: more }) }] : []),
    { button: t('desk:digest.open'), url: `${publicUrl}/desk/applications/all`, copy: t('desk:digest.copy') },
    { small: t('desk:digest.why') },
  ];
  const subject = t(late ? 'desk:digest.subjectLate' : 'desk:digest.subject', { fresh, late });
  return { subject, ...layoutMail(locale, subject, blocks) };
}
