// How the fapiao should travel: by e-mail, Yunda, SF, or fetched at the branch.
import type { DeliveryMethod } from '../../domain/fapiao';
import type { Locale } from '../../locales/list';
import { readIn } from './reading';

/** The method that the message names; undefined for none or a question. A bare e-mail address is no wish for e-mail. */
export const parseMethod = (text: string, locale: Locale): DeliveryMethod | undefined =>
  readIn(text, locale).method?.value;
