// Settings: read as they are, saved as a new version, listed, brought back. Every version stays, with who made it and what it changed.
import { missingYears, publishedCalendar } from '../../domain/calendar';
import type { YearCalendar } from '../../domain/business';
import { REJECT_REASONS } from '../../domain/desk';
import {
  changesBetween,
  QUIETABLE,
  type SetSections,
  setSections,
  type SettingChange,
  type Settings,
  settingsOf,
} from '../../domain/settings';
import { checkSettings } from '../../domain/settings-check';
import type {
  SettingsAnswer,
  SettingsRequest,
  SettingsVersion,
  SettingsVersionsAnswer,
} from '../../domain/settings-view';
import { CARRIERS } from '../../domain/shipping';
import { type Body, bodyOf, keys, record, seqPlace } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { type Answer, hashOf, no, remembered } from '../shared/once';
import { audit, type Who } from '../staff/audit';
import { dueDatesRow } from './due-dates-row';

type Version = Body<'settings'>;

const PAGE = 50;
/** Nothing was saved yet. */
const NONE = 'none';

const tagOf = (doc: Stored | undefined): string => (doc ? Buffer.from(doc.etag).toString('base64url') : NONE);
const setIn = (version: Version | undefined): SetSections => (version?.set ?? {}) as SetSections;
const withEnvironment = (deps: Pick<Deps, 'environment'>, version: Version | undefined): Settings => ({
  ...settingsOf(deps.environment),
  ...setIn(version),
});

/** The newest version; undefined while nobody has set anything. */
export async function currentSettings(deps: Pick<Deps, 'store'>): Promise<Version | undefined> {
  const doc = await deps.store.get(keys.settings());
  return doc && bodyOf('settings', doc);
}

/** As the desk shows them: one read. */
export async function readSettings(deps: Pick<Deps, 'store' | 'environment' | 'now'>): Promise<SettingsAnswer> {
  return answerOf(deps, await deps.store.get(keys.settings()));
}

function answerOf(deps: Pick<Deps, 'environment' | 'now'>, doc: Stored | undefined): SettingsAnswer {
  const version = doc && bodyOf('settings', doc);
  const settings = withEnvironment(deps, version);
  const { calendarOverlay } = deps.environment;
  const year = Number(deps.now().slice(0, 4));
  const published: Record<string, YearCalendar> = {};
  for (const each of [year - 1, year, year + 1, year + 2].map(String)) {
    const days = calendarOverlay[each] ?? publishedCalendar(each);
    if (days) published[each] = { off: days.off, work: days.work };
  }
  return {
    version: version?.version ?? 0,
    settings,
    environment: settingsOf(deps.environment),
    published,
    missingYears: missingYears(deps.now(), { ...calendarOverlay, ...settings.calendar }),
    choices: { carriers: CARRIERS, silent: QUIETABLE, reasons: REJECT_REASONS },
    etag: tagOf(doc),
  };
}

export type Saved = Answer<{ answer: SettingsAnswer }> & { by?: string };

export interface Saving extends SettingsRequest {
  /** Of what the screen showed. */
  etag: string;
  /** The same again answers the same. */
  commandId: string;
}

/**
 * One commit: the version, the newest, the audit, and where a calendar changed the work on due dates. Reasons: those of
 * checkSettings with their slot, `settingsSame`, `changed` (`by`: who was faster).
 */
export async function saveSettings(deps: Deps, who: Who, saving: Saving): Promise<Saved> {
  const { settings: given, restored, etag, commandId } = saving;
  const checked = checkSettings(given);
  if (!checked.ok) return { ok: false, reason: checked.reason, slot: checked.slot };
  const { settings } = checked;
  const key = keys.settings();
  const asked = { id: commandId, hash: hashOf([who.id, settings, restored]) };
  type Done = Answer & { by?: string };
  const done = await remembered<Done>(deps, key.pk, asked, async () => {
    const doc = await deps.store.get(key);
    const before = doc && bodyOf('settings', doc);
    if (tagOf(doc) !== etag)
      return { writes: [], outcome: { ...no('changed'), ...(before ? { by: before.name } : {}) }, keep: false };
    const changes = changesBetween(withEnvironment(deps, before), settings);
    if (!changes.length) return { writes: [], outcome: no('settingsSame'), keep: false };
    const writes = writesOf(deps, who, { doc, before, settings, changes, restored });
    return { writes, outcome: { ok: true }, keep: true };
  });
  return done.ok ? { ok: true, answer: await readSettings(deps) } : done;
}

interface Next {
  doc: Stored | undefined;
  before: Version | undefined;
  settings: Settings;
  changes: SettingChange[];
  restored: number | undefined;
}

function writesOf(deps: Deps, who: Who, { doc, before, settings, changes, restored }: Next): Write[] {
  const key = keys.settings();
  const body: Version = {
    version: (before?.version ?? 0) + 1,
    set: setSections(settingsOf(deps.environment), settings) as Version['set'],
    at: deps.now(),
    staff: who.id,
    name: who.name,
    changes: changes.map((change) => ({ ...change })),
    ...(restored === undefined ? {} : { restored }),
  };
  const { version } = body;
  const kept = record('settings', keys.settingsVersion(version), body, { lists: { settings: seqPlace(version) } });
  const newest = record('settings', key, body);
  const by = (side: 'before' | 'after') => Object.fromEntries(changes.map((change) => [change.what, change[side]]));
  const what = restored === undefined ? 'settings.save' : 'settings.restore';
  const deed = { pk: key.pk, who, what, thing: String(version), before: by('before'), after: by('after') } as const;
  return [
    doc ? { op: 'replace', doc: newest, etag: doc.etag } : { op: 'create', doc: newest },
    { op: 'create', doc: kept },
    audit(deps, deed),
    ...(changes.some((change) => change.what.startsWith('calendar.')) ? [dueDatesRow(deps, version, 1)] : []),
  ];
}

/** Newest first, 50 a page. Throws StoreMisuse when `after` is none of ours. */
export async function settingsVersions(
  deps: Pick<Deps, 'store' | 'environment'>,
  after?: string,
): Promise<SettingsVersionsAnswer> {
  const { docs, next } = await deps.store.list('settings', { desc: true, limit: PAGE, after });
  return { versions: docs.map((doc) => versionOf(deps, bodyOf('settings', doc))), ...(next ? { next } : {}) };
}

const versionOf = (deps: Pick<Deps, 'environment'>, body: Version): SettingsVersion => ({
  version: body.version,
  at: body.at,
  who: body.name,
  changes: body.changes,
  settings: withEnvironment(deps, body),
  ...(body.restored === undefined ? {} : { restored: body.restored }),
});
