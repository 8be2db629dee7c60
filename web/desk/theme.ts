// Light or dark, as the system is, or as somebody chose.
import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const FAMILY =
  "'Segoe UI', 'Segoe UI Web (West European)', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif";
const LIGHT: Theme = { ...webLightTheme, fontFamilyBase: FAMILY };
const DARK: Theme = { ...webDarkTheme, fontFamilyBase: FAMILY };

const KEPT = 'desk.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const watchers = new Set<() => void>();

function isDark(): boolean {
  const chosen = localStorage.getItem(KEPT);
  return chosen ? chosen === 'dark' : system.matches;
}

export function switchTheme(): void {
  localStorage.setItem(KEPT, isDark() ? 'light' : 'dark');
  for (const tell of watchers) tell();
}

export function useTheme(): { theme: Theme; dark: boolean } {
  const dark = useSyncExternalStore((tell) => {
    watchers.add(tell);
    system.addEventListener('change', tell);
    return () => {
      watchers.delete(tell);
      system.removeEventListener('change', tell);
    };
  }, isDark);
  return { theme: dark ? DARK : LIGHT, dark };
}
