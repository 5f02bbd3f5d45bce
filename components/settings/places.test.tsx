import { expect, test } from 'vitest';

import { scopesOfRole } from '@/lib/auth/actor';

import { listSettingsPlaces, settingsPlaces } from './places';

const namesOf = (role: keyof typeof scopesOfRole) =>
  listSettingsPlaces(scopesOfRole[role]).map(({ name }) => name);

test('an administrator sees every page of the settings', () => {
  expect(namesOf('admin')).toEqual(settingsPlaces.map(({ name }) => name));
});

test('everybody has an account, and sees nothing that their role does not open', () => {
  for (const role of ['viewer', 'auditor'] as const) {
    const hidden = settingsPlaces.filter(({ scope }) => scope === 'admin').map(({ name }) => name);
    expect(namesOf(role)).toContain('Account');
    expect(namesOf(role).filter((name) => hidden.includes(name))).toEqual([]);
  }
});
