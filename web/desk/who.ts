// Names of who acts at the desk, as they are shown: the issuing service is nobody's name and has one in each language.
import type { Words } from './words';

/** As history, claims and audit name it (services/issuing/service.ts). */
const SERVICE = 'issuing service';

export const whoIs = (name: string, t: Words): string => (name === SERVICE ? t('issuingService') : name);
