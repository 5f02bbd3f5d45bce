import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden, invalidRequest } from '@/lib/errors/app-error';
import { lockStore, storeArchived } from '@/lib/stores/internal';
import { canManageStores } from '@/lib/stores/policy';

import type { ImportedMemory } from './imported-memory';
import { writeImported } from './write-imported';
import type { ImportOutcome } from './write-imported';

const sliceSize = 250;

const refusals: Partial<Record<ImportOutcome, string>> = {
  store_full: 'memory store has reached its memory limit',
  store_too_large: 'memory store has reached its size limit',
  path_conflict:
    'two of the imported memories are in each other’s way: a path cannot be taken twice, or be file and folder at once',
};

/**
 * Puts memories with a history made elsewhere into an empty store, all or none. Versions keep their own times and actors and are
 * marked as imported; hashes are computed here. Needs `admin`; one audit entry with counts. Returns the memories' ids in order.
 */
export async function importMemories(
  actor: Actor,
  storeId: string,
  memories: readonly ImportedMemory[],
): Promise<string[]> {
  if (!canManageStores(actor)) throw forbidden('importing memories needs the scope admin');
  return withWorkspace(actor, async (tx) => {
    const { store } = await lockStore(tx, actor, storeId);
    if (store.archivedAt !== null) throw storeArchived(storeId);
    if (store.memoryCount > 0)
      throw invalidRequest('a history can be imported only into an empty memory store');
    const query = inTransaction(tx);
    const ids: string[] = [];
    for (let from = 0; from < memories.length; from += sliceSize) {
      const results = await writeImported(query, actor, storeId, memories.slice(from, from + sliceSize));
      const refusal = results.map(({ outcome }) => refusals[outcome]).find((found) => found !== undefined);
      if (refusal !== undefined) throw invalidRequest(refusal);
      ids.push(...results.map(({ id }) => id));
    }
    await appendAudit(tx, actor, {
      action: 'memory_store.imported',
      target: { type: 'memory_store', id: storeId },
      memoryStoreId: storeId,
      details: {
        memory_count: memories.length,
        memory_version_count: memories.reduce((sum, { versions }) => sum + versions.length, 0),
      },
    });
    return ids;
  });
}
