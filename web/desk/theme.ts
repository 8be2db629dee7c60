// Light or dark, as the system is, or as somebody chose.
import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { shared } from './shared';

const FAMILY =
  "'Segoe UI', 'Segoe UI Web (West European)', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif";
const LIGHT: Theme = { ...webLightTheme, fontFamilyBase: FAMILY };
const DARK: Theme = { ...webDarkTheme, fontFamilyBase: FAMILY };

const KEPT = 'desk.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const wished = (): boolean => (localStorage.getItem(KEPT) ?? (system.matches ? 'dark' : 'light')) === 'dark';

const dark = shared(wished());
system.addEventListener('change', () => dark.set(wished()));

export function switchTheme(): void {
  localStorage.setItem(KEPT, dark.get() ? 'light' : 'dark');
  dark.set(wished());
}

export function useTheme(): { theme: Theme; dark: boolean } {
  const isDark = dark.use();
  return { theme: isDark ? DARK : LIGHT, dark: isDark };
}
