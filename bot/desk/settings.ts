// Settings over HTTP: as they are, a new version, and all versions. Shapes in domain/settings-view.ts.
import { z } from 'zod';
import { COURSE_EVENTS } from '../../domain/application';
import { REJECT_REASONS } from '../../domain/desk';
import type { ReasonsAnswer, SettingsAnswer, SettingsVersionsAnswer } from '../../domain/settings-view';
import { CARRIERS } from '../../domain/shipping';
import type { Deps } from '../../services/shared/deps';
import { readSettings, saveSettings, settingsVersions } from '../../services/settings/settings';
import { StoreMisuse } from '../../storage/store';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

const text = z.string().max(1_000);
const days = z.array(z.string().max(20)).max(366);

/** Lengths and names only: what it says is for the use-case to judge (ASVS 5.0 2.2.1). */
const saving = z.object({
  settings: z.object({
    hours: z.array(z.object({ from: z.string().max(10), to: z.string().max(10) })).max(20),
    phone: text,
    branch: z.object({ addressZh: text, addressEn: text, phone: text, contact: text }),
    carriers: z.array(z.enum(CARRIERS)).max(CARRIERS.length),
    workingDays: z.number(),
    calendar: z
      .record(z.string().max(10), z.object({ off: days, work: days }))
      .refine((years) => Object.keys(years).length <= 20),
    silent: z.array(z.enum(COURSE_EVENTS)).max(COURSE_EVENTS.length),
    reasons: z.array(z.enum(REJECT_REASONS)).max(REJECT_REASONS.length),
  }),
  restored: z.number().int().optional(),
});

export function settingsRoutes({ deps, guard }: { deps: Deps; guard: DeskGuard }): { mount(routes: Routes): void } {
  async function read({ res }: DeskCall): Promise<void> {
    answer(res, 200, (await readSettings(deps)) satisfies SettingsAnswer);
  }

  async function save(call: DeskCall): Promise<void> {
    const given = bodyIn(call, saving);
    if (!given) return;
    const { etag, commandId, staff } = call;
    if (!etag || !commandId) return call.refuse(400, { code: 'notJson' });
    const saved = await saveSettings(deps, staff, { ...given, etag, commandId });
    if (saved.ok) return answer(call.res, 200, saved.answer satisfies SettingsAnswer);
    call.refuse(statusOf(saved.reason), saved, saved.by ? { by: saved.by } : {});
  }

  async function versions(call: DeskCall): Promise<void> {
    try {
      const page = await settingsVersions(deps, call.query.get('after') || undefined);
      answer(call.res, 200, page satisfies SettingsVersionsAnswer);
    } catch (error) {
      if (!(error instanceof StoreMisuse)) throw error;
      call.refuse(400, { code: 'notJson' });
    }
  }

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/settings', 'settings', read);
      guard.post(routes, '/desk/api/settings', 'settings', save);
      guard.get(routes, '/desk/api/reasons', 'applications.see', async ({ res }) =>
        answer(res, 200, { reasons: deps.business.reasons } satisfies ReasonsAnswer),
      );
      guard.get(routes, '/desk/api/settings/versions', 'settings', versions);
    },
  };
}
