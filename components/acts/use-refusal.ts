'use client';

import { useIsOnline } from '@/components/shell/offline-line';
import { useViewer } from '@/components/shell/workspace';
import { roles, scopesOfRole } from '@/lib/auth/actor';
import type { Scope } from '@/lib/auth/actor';

/** "reviewer, privacy officer or admin". */
export function rolesWith(scope: Scope): string {
  const names = roles
    .filter((role) => scopesOfRole[role].includes(scope))
    .map((role) => role.replace('_', ' '));
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} or ${last}` : last;
}

/** Why acts that need some right cannot be done now; undefined when they can. */
export function useRefusal(): (scope: Scope) => string | undefined {
  const { scopes, role } = useViewer();
  const isOnline = useIsOnline();
  return (scope) => {
    if (!scopes.includes(scope)) {
      return `Your role, ${role.replace('_', ' ')}, may not do this. It takes a ${rolesWith(scope)}.`;
    }
    return isOnline ? undefined : 'You are offline.';
  };
}
