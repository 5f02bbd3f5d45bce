import { expect, test } from 'vitest';

import { roles, scopes, scopesOfRole, systemActor } from '@/lib/auth/actor';
import type { Actor, Role } from '@/lib/auth/actor';

import { canReadHistory, canRedact, canSeeGovernance } from './policy';

function rolesThat(can: (actor: Actor) => boolean): Role[] {
  return roles.filter((role) =>
    can({
      ...systemActor('wrkspc_1', 'test'),
      type: 'user_actor',
      role,
      scopes: new Set(scopesOfRole[role]),
    }),
  );
}

test('auditors see no history; everybody else does', () => {
  expect(rolesThat(canReadHistory)).toEqual(['viewer', 'reviewer', 'privacy_officer', 'admin']);
});

test('reviewers, privacy officers and admins redact', () => {
  expect(rolesThat(canRedact)).toEqual(['reviewer', 'privacy_officer', 'admin']);
});

test('an agent neither redacts nor sees governance, whatever its scopes say', () => {
  const agent: Actor = { ...systemActor('wrkspc_1', 'test'), isAgent: true, scopes: new Set(scopes) };
  expect(canRedact(agent)).toBe(false);
  expect(canSeeGovernance(agent)).toBe(false);
});
