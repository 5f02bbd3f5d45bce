import { describe, expect, test } from 'vitest';

import { roles, scopes, scopesOfRole, systemActor } from '@/lib/auth/actor';
import type { Actor, Role } from '@/lib/auth/actor';

import { canGovernMemories, canReadMemories, canWriteMemories, isReadOnlyFor } from './policy';

function member(role: Role): Actor {
  return {
    ...systemActor('wrkspc_1', 'test'),
    type: 'user_actor',
    role,
    scopes: new Set(scopesOfRole[role]),
  };
}

function rolesThat(can: (actor: Actor) => boolean): Role[] {
  return roles.filter((role) => can(member(role)));
}

test('auditors see no text; everybody else reads', () => {
  expect(rolesThat(canReadMemories)).toEqual(['viewer', 'reviewer', 'privacy_officer', 'admin']);
});

test('reviewers, privacy officers and admins write and govern', () => {
  expect(rolesThat(canWriteMemories)).toEqual(['reviewer', 'privacy_officer', 'admin']);
  expect(rolesThat(canGovernMemories)).toEqual(['reviewer', 'privacy_officer', 'admin']);
});

test('an agent never governs, whatever its scopes say', () => {
  const agent: Actor = { ...systemActor('wrkspc_1', 'test'), isAgent: true, scopes: new Set(scopes) };
  expect(canGovernMemories(agent)).toBe(false);
});

describe('isReadOnlyFor', () => {
  const attachments = new Map([
    ['memstore_ro', 'read_only' as const],
    ['memstore_rw', 'read_write' as const],
  ]);
  const session: Actor = { ...systemActor('wrkspc_1', 'test'), attachments };

  test.each([
    ['memstore_ro', true],
    ['memstore_rw', false],
    ['memstore_other', false],
  ])('of a session for %s is %s', (storeId, expected) =>
    expect(isReadOnlyFor(session, storeId)).toBe(expected),
  );

  test('never holds for whoever has no attachments', () => {
    expect(isReadOnlyFor({ ...session, attachments: null }, 'memstore_ro')).toBe(false);
  });
});
