// Which privacy notice a person was shown: the wording's date, and the numbers and names that configuration puts into it.
import type { Business } from './business';

/** Changes with every change of meaning in locales/<language>/privacy.json. */
const WORDING = '2026-12-01';

/** `2026-11-30/180-30-30-10/21Vianet`: enough to say later what was shown. */
export function privacyVersion({
  retention,
  privacyController,
}: Pick<Business, 'retention' | 'privacyController'>): string {
  const { transcriptDays, mailDays, technicalDays, fapiaoYears } = retention;
  return `${WORDING}/${[transcriptDays, mailDays, technicalDays, fapiaoYears].join('-')}/${privacyController}`.slice(
    0,
    80,
  );
}
