// What is being changed: a copy of the settings, kept while somebody goes through the sections, and saved as the next version.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Settings } from '../../../domain/settings';
import type { SettingsAnswer, SettingsRequest } from '../../../domain/settings-view';
import { call, Refused } from '../api';
import { say } from '../say';
import { useWords } from '../words';

export const settingsKey = ['settings'];
export const versionsKey = ['settings', 'versions'];

export interface Draft {
  data: SettingsAnswer | undefined;
  /** What the form shows. */
  settings: Settings | undefined;
  /** The version that was put into the form. */
  restored: number | undefined;
  error: Error | null;
  /** Who was faster. */
  by: string | undefined;
  pending: boolean;
  set(change: Partial<Settings>): void;
  restore(version: number, settings: Settings): void;
  discard(): void;
  save(): void;
}

/** One for the room. What was typed outlives a refusal, a colleague's version and a code that is asked for. */
export function useDraft(): Draft {
  const t = useWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Settings>();
  const [restored, setRestored] = useState<number>();
  const [error, setError] = useState<Error | null>(null);
  const [pending, setPending] = useState(false);
  const command = useRef(crypto.randomUUID());
  const read = useQuery({ queryKey: settingsKey, queryFn: () => call<SettingsAnswer>('settings'), staleTime: 0 });
  const { data } = read;
  const settings = typed ?? data?.settings;

  function change(next: Settings | undefined, version?: number): void {
    command.current = crypto.randomUUID();
    setTyped(next);
    setRestored(version);
    setError(null);
  }

  async function send(): Promise<void> {
    if (!data || !settings || pending) return;
    setPending(true);
    setError(null);
    const body: SettingsRequest = { settings, ...(restored === undefined ? {} : { restored }) };
    try {
      const saved = await call<SettingsAnswer>('settings', { body, etag: data.etag, command: command.current });
      client.setQueryData(settingsKey, saved);
      change(undefined);
      say(t('settings.saved', { n: saved.version }));
    } catch (refusal) {
      setError(refusal as Error);
      // Somebody was faster: their version stands beside what was typed here.
      await client.invalidateQueries({ queryKey: settingsKey, exact: true });
    } finally {
      setPending(false);
    }
    await client.invalidateQueries({ queryKey: versionsKey });
  }

  return {
    data,
    settings,
    restored,
    error: error ?? read.error,
    by: error instanceof Refused ? error.answer.by : undefined,
    pending,
    set: (more) => settings && change({ ...settings, ...more }, restored),
    restore: (version, old) => change(old, version),
    discard: () => change(undefined),
    save: () => void send(),
  };
}
