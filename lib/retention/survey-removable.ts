import 'server-only';

import { createHash } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';

import { findRemovable, storeStart } from './find-removable';
import type { Removable } from './find-removable';
import { findNextStore } from './find-next-store';
import type { StorePlace } from './find-next-store';
import { ruleAt } from './rule';

export type Extent = { storeId: string | null; asOf: Instant };
export type InStore = Removable & { memory_store_id: string };
export type Survey = { memory_versions: number; memories: number; hash: string };

const sliceSize = 1000;

async function* walk(actor: Actor, { storeId, asOf }: Extent): AsyncGenerator<InStore[]> {
  const { workspaceId } = actor;
  let place: StorePlace = { storeId: '', isDone: true };
  let after = storeStart;
  for (;;) {
    // One transaction a slice, each short, so that nobody waits.
    const slice = await readWorkspace(actor, async (query) => {
      const store = await findNextStore(query, workspaceId, storeId, place);
      if (!store) return null;
      if (store.id !== place.storeId) after = storeStart;
      const wanted = { workspaceId, storeId: store.id, rule: ruleAt(store, asOf), after, limit: sliceSize };
      return { store, ...(await findRemovable(query, wanted, { isLocking: false })) };
    });
    if (!slice) return;
    yield slice.removable.map((each) => ({ memory_store_id: slice.store.id, ...each }));
    place = { storeId: slice.store.id, isDone: slice.next === null };
    after = slice.next ?? storeStart;
  }
}

/**
 * Everything that a run would remove now, in the order of ids, handed to `onSlice` piece by piece; resolves to its counts and the
 * SHA-256 of its ids. Changes nothing.
 */
export async function surveyRemovable(
  actor: Actor,
  extent: Extent,
  onSlice: (removable: readonly InStore[]) => void = () => undefined,
): Promise<Survey> {
  const hash = createHash('sha256');
  const counts = { memory_versions: 0, memories: 0 };
  for await (const removable of walk(actor, extent)) {
    counts.memory_versions += removable.length;
    counts.memories += removable.filter((each) => each.ends_memory).length;
    for (const each of removable)
      hash.update(`${each.memory_store_id}/${each.memory_id}/${each.memory_version_id}\n`);
    onSlice(removable);
  }
  return { ...counts, hash: hash.digest('hex') };
}
