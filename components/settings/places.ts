import type { Scope } from '@/lib/auth/actor';

export type SettingsPlace = {
  name: string;
  path: string;
  /** Without it the page is not for somebody; null where it is for everybody. */
  scope: Scope | null;
};

/** What does not exist yet is not here. */
export const settingsPlaces: readonly SettingsPlace[] = [
  { name: 'Members', path: '/members', scope: 'admin' },
  { name: 'API keys', path: '/keys', scope: 'admin' },
  { name: 'Retention and reasons', path: '/retention', scope: 'admin' },
  { name: 'Webhooks', path: '/webhooks', scope: 'admin' },
  { name: 'Limits', path: '/limits', scope: 'admin' },
  { name: 'Account', path: '/account', scope: null },
  { name: 'Danger zone', path: '/danger', scope: 'admin' },
];

/** The pages of the settings that somebody with these rights may see, in their order. */
export function listSettingsPlaces(scopes: Iterable<Scope>): SettingsPlace[] {
  const held = new Set(scopes);
  return settingsPlaces.filter(({ scope }) => scope === null || held.has(scope));
}
