// The chat's notice that an application moved: its sentence, with the facts that it names.
import type { Business } from '../../domain/business';
import type { Locale } from '../../locales/list';
import { noticeWords } from '../../locales/application-words';
import { say, type Text } from '../../locales/text';
import { trimOf } from '../../domain/text';
import type { ApplicationChange } from '../../services/shared/outbox';
import { dueDay } from './due';

/** A notice names so many fapiao; the application's details name all. */
const FAPIAOS_SHOWN = 8;

/** What the chat says; `files`: there are some to download. Throws for a state that only a newer process knows. */
export function changeText(
  change: ApplicationChange,
  { locale, business }: { locale: Locale; business: Business },
  files = false,
): Text {
  const { number, dueAt, provisional, expectedAt, reason, fapiaos = [], emails = [], carrier, waybill } = change;
  return say(noticeWords(change, files), {
    number,
    due: dueDay(dueAt, provisional),
    expected: { day: expectedAt ?? dueAt },
    // Its own full stop would be a second one in the sentence.
    reason: trimOf(reason ?? '', undefined, /[.。]/),
    fapiaos: { items: fapiaos.length > FAPIAOS_SHOWN ? [...fapiaos.slice(0, FAPIAOS_SHOWN), '…'] : fapiaos },
    emails: { items: emails },
    carrier: { text: say(`progress:carrier.${carrier ?? 'yunda'}`) },
    waybill: waybill ?? '',
    address: locale.startsWith('zh') ? business.branchAddressZh : business.branchAddressEn,
    phone: business.branchPhone,
  });
}
