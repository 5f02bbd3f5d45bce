import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { importMemories } from '@/lib/memories/import-memories';
import type { ImportedMemory } from '@/lib/memories/imported-memory';

const dayUs = 86_400_000_000n;

/** A memory whose versions were written so many days ago, oldest first. */
export type OldHistory = {
  ages: readonly number[];
  /** The last one records a deletion. */
  isDeleted?: boolean;
  /** Which version agents are served while the head is quarantined: an index, or null for none. */
  served?: number | null;
  path?: string;
  /** One text a version. */
  texts?: readonly string[];
  /** Who wrote it, the importing actor unless given. */
  by?: { type: Actor['type']; id: string };
};

function toImported(actor: Actor, history: OldHistory, index: number, now: bigint): ImportedMemory {
  const { ages, isDeleted = false, served, path = `/old-${index}.md`, texts } = history;
  const last = ages.length - 1;
  return {
    versions: ages.map((age, place) => ({
      path,
      content: isDeleted && place === last ? null : (texts?.[place] ?? `text ${place} of ${index}`),
      actor: history.by ?? { type: actor.type, id: actor.id },
      trustTier: actor.trustTier,
      agent: null,
      model: null,
      recordedAt: now - BigInt(age) * dayUs,
    })),
    ...(served !== undefined && { quarantinedAt: now, servedVersionId: null }),
  };
}

async function serve(actor: Actor, memoryId: string, place: number): Promise<void> {
  const { workspaceId } = actor;
  await withWorkspace(actor, async (tx) => {
    const where = { workspaceId, memoryId, number: place + 1 };
    const { id: servedVersionId } = await tx.memoryVersion.findFirstOrThrow({ where });
    await tx.memory.update({
      where: { workspaceId_id: { workspaceId, id: memoryId } },
      data: { servedVersionId },
    });
  });
}

/** Memories with histories as long ago as given, in an empty store; ids in order. */
export async function makeOldHistories(
  actor: Actor,
  storeId: string,
  histories: readonly OldHistory[],
): Promise<string[]> {
  const [clock] = await withWorkspace(actor, (tx) => tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`);
  const imported = histories.map((history, index) => toImported(actor, history, index, clock!.now));
  const ids = await importMemories(actor, storeId, imported);
  for (const [index, { served }] of histories.entries())
    if (typeof served === 'number') await serve(actor, ids[index]!, served);
  return ids;
}

/** The numbers of the versions that a memory still has, oldest first; none for one that is gone. */
export async function numbersOf(actor: Actor, memoryId: string): Promise<number[]> {
  const where = { workspaceId: actor.workspaceId, memoryId };
  const found = await withWorkspace(actor, (tx) =>
    tx.memoryVersion.findMany({ where, orderBy: { number: 'asc' } }),
  );
  return found.map((version) => version.number);
}
