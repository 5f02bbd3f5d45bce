export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const themeCookie = 'palimpsest.theme';
const yearSeconds = 31_536_000;

type Cookies = { get: (name: string) => { value: string } | undefined };

export function readTheme(cookies: Cookies): Theme {
  const value = cookies.get(themeCookie)?.value;
  return themes.find((theme) => theme === value) ?? 'system';
}

const listeners = new Set<() => void>();

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme that the page has now. */
export function readShownTheme(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset['theme']) ?? 'system';
}

/** Kept in a cookie, so that the server's first answer has the right colours. */
export function applyTheme(theme: Theme): void {
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  for (const notify of listeners) notify();
}
