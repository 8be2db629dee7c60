// Business settings: the source documents' values as defaults, changed by configuration, and partly at the desk (settings.ts).

import type { CourseEvent } from './application';
import { REJECT_REASONS, type RejectReason } from './desk';
import { type Periods, PERIODS } from './retention';
import { type Carrier, CARRIERS } from './shipping';

/** Days off and make-up work days of a year: `2027-01-01`. */
export interface YearCalendar {
  off: readonly string[];
  work: readonly string[];
  /** It is all of the year; else what it does not name is as the library's data says. */
  whole?: boolean;
}

export interface Business {
  /** Hours from payment until a bill can be applied for (R9, R10). */
  syncHours: number;
  /** Hours that an activation link lives (R12). */
  activationHours: number;
  /** Working days until issue (R11). */
  workingDays: number;
  /** Customer service (R3, R23, R49). */
  phone: string;
  /** When the phone is answered, China time, Monday to Friday: `09:00-18:00`, or with a break `09:00-12:00,13:00-18:00`. */
  phoneHours: string;
  /** The seller's registered name, on statements; none is known from the sources. */
  seller?: string;
  /** The branch for pickup (R38, R39). */
  branchAddressZh: string;
  branchAddressEn: string;
  branchPhone: string;
  branchContact?: string;
  /** Both media can be switched off. */
  digital: boolean;
  paper: boolean;
  /** What the courier takes after issue, in days. */
  courierDaysMin: number;
  courierDaysMax: number;
  /** Days off and make-up work days beyond the library's data: `{ "2027": { "off": ["2027-01-01"], "work": [] } }`. */
  calendarOverlay: Readonly<Record<string, YearCalendar>>;
  /** Those that take paper fapiao; pickup is always there. */
  carriers: readonly Carrier[];
  /** Events of an application that nobody is told of. */
  silent: readonly CourseEvent[];
  /** Why clerks may reject. */
  reasons: readonly RejectReason[];
  /** Where the admin centre and the support page are. */
  adminCentreUrl: string;
  supportUrl: string;
  verifyUrl: string;
  /** How long things are kept. */
  retention: Periods;
  /** Who answers for personal data, and where to write to; without an address the phone. */
  privacyController: string;
  privacyContact?: string;
}

export const BUSINESS_DEFAULTS: Business = {
  syncHours: 72,
  activationHours: 24,
  workingDays: 2,
  phone: '(86) 400-089-0365',
  phoneHours: '09:00-18:00',
  branchAddressZh: '上海市浦东新区科苑路88号德国中心3号楼657',
  branchAddressEn: 'Room 657, Building 3, German Centre, No. 88 Keyuan Road, Pudong New Area, Shanghai',
  branchPhone: '021-28986102',
  digital: true,
  paper: true,
  courierDaysMin: 1,
  courierDaysMax: 3,
  calendarOverlay: {},
  carriers: CARRIERS,
  silent: [],
  reasons: REJECT_REASONS,
  adminCentreUrl: 'https://portal.partner.microsoftonline.cn/',
  supportUrl: 'https://portal.partner.microsoftonline.cn/Support/SupportOverview.aspx',
  verifyUrl: 'https://inv-veri.chinatax.gov.cn/',
  retention: PERIODS,
  privacyController: '21Vianet',
};
