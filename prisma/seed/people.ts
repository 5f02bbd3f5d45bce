import type { Actor, Role } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { getDemoPassword } from '@/lib/auth/secret';
import { withWorkspace } from '@/lib/db/workspace';
import { addMember } from '@/lib/workspaces/add-member';

type DemoPerson = { email: string; name: string; role: Role };

/** Somebody who may do everything, and two with whom to see what others may not. They share one password. */
export const demoPeople: readonly [DemoPerson, ...DemoPerson[]] = [
  { email: 'demo@palimpsest.local', name: 'Demo Admin', role: 'admin' },
  { email: 'viewer@palimpsest.local', name: 'Demo Viewer', role: 'viewer' },
  { email: 'auditor@palimpsest.local', name: 'Demo Auditor', role: 'auditor' },
];

/** Makes the people of the demonstration who have no account yet; an account is left as it is. Returns whether any was made. */
export async function ensureDemoPeople(actor: Actor): Promise<boolean> {
  const emails = demoPeople.map(({ email }) => email);
  const known = await withWorkspace(actor, (tx) =>
    tx.user.findMany({ where: { email: { in: emails } }, select: { email: true } }),
  );
  const missing = demoPeople.filter(({ email }) => !known.some((user) => user.email === email));
  if (missing.length === 0) return false;
  const passwordHash = await hashPassword(getDemoPassword());
  for (const person of missing) await addMember(actor, { ...person, passwordHash });
  return true;
}
