// Wire types of the desk's settings (`/desk/api/settings`). No words, no rules.
import type { YearCalendar } from './business';
import type { RejectReason } from './desk';
import type { Instant } from './result';
import type { SettingChange, Settings } from './settings';

/** A version as the list shows it; `who` saved it. */
export interface SettingsVersion {
  version: number;
  at: Instant;
  who: string;
  changes: SettingChange[];
  /** The version that was brought back. */
  restored?: number;
  settings: Settings;
}

/** `GET /desk/api/settings`: what counts now; version 0 is the environment's. Also the answer of `POST`. */
export interface SettingsAnswer {
  version: number;
  settings: Settings;
  /** What counts where nothing is set. */
  environment: Settings;
  /** Calendars that were published, by year: what a year has that is not set. */
  published: Record<string, Pick<YearCalendar, 'off' | 'work'>>;
  /** Of this year and the next, those whose working days nobody knows. */
  missingYears: string[];
  /** What can be chosen from. */
  choices: Pick<Settings, 'carriers' | 'silent' | 'reasons'>;
  /** `If-Match` of the next version. */
  etag: string;
}

/** `GET /desk/api/reasons`: what clerks may reject for now. */
export interface ReasonsAnswer {
  reasons: readonly RejectReason[];
}

/** `POST /desk/api/settings` with `If-Match` and `Idempotency-Key`. */
export interface SettingsRequest {
  settings: Settings;
  /** What is saved is that version's. */
  restored?: number;
}

/** `GET /desk/api/settings/versions?after=`: newest first, 50 a page. */
export interface SettingsVersionsAnswer {
  versions: SettingsVersion[];
  next?: string;
}
