import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import { storeNotFound } from './internal';

export type Destruction = {
  /** Only a purge destroys in a store that is deleted, and it destroys nowhere else. */
  kind: 'redaction' | 'deletion' | 'retention' | 'purge';
  storeId: string;
  /** All of the store when omitted. */
  memoryIds?: readonly string[];
};

/**
 * The one gate that everything passes which destroys, right before it does. Decides whether it may, and gives the transaction a pass
 * for these memories: without one the database refuses to delete or blank anything of theirs. (The deletion of one memory passes the
 * same gate inside its function of the database.) Throws `not_found` for a store in which this kind may not destroy.
 */
export async function assertMayDestroy(
  tx: WorkspaceTransaction,
  actor: Actor,
  { kind, storeId, memoryIds }: Destruction,
): Promise<void> {
  const memories = memoryIds ? [...memoryIds] : null;
  const [answer] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT pass_gate(${actor.workspaceId}, ${kind}, ${storeId}, ${memories}::text[]) AS refusal`;
  if (answer!.refusal !== null) throw storeNotFound(storeId);
}
