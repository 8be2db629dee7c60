// The kind of fapiao that a message asks for: digital or paper, normal or special.
import type { FapiaoType, Medium } from '../../domain/fapiao';
import type { Locale } from '../../locales/list';
import { readIn } from './reading';

/** Medium and type where the message names them; undefined when it names neither, or asks what they are. */
export function parseKind(text: string, locale: Locale): { medium?: Medium; type?: FapiaoType } | undefined {
  const { medium, type } = readIn(text, locale);
  if (!medium && !type) return undefined;
  return { ...(medium ? { medium: medium.value } : {}), ...(type ? { type: type.value } : {}) };
}
