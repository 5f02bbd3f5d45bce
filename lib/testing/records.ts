import { expect } from 'vitest';

import type { AuditEntryResource } from '@/lib/audit/schema';
import type { Actor } from '@/lib/auth/actor';
import type { Memory, MemoryVersion } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';

import { auditOf } from './factories';

export type TrailEntry = Omit<AuditEntryResource, 'id' | 'recorded_at'>;

/** The trail of one target, oldest first, without what differs from run to run. */
export async function trailOf(system: Actor, targetId: string): Promise<TrailEntry[]> {
  return (await auditOf(system, targetId)).map(({ id: _id, recorded_at: _recordedAt, ...entry }) => entry);
}

export type Footprint = { memory: Memory; versions: MemoryVersion[]; trail: AuditEntryResource[] };

/** Everything that a write to a memory would leave behind, live or deleted; versions oldest first. */
export async function footprintOf(system: Actor, memoryId: string): Promise<Footprint> {
  const { workspaceId } = system;
  const rows = await withWorkspace(system, async (tx) => ({
    memory: await tx.memory.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: memoryId } } }),
    versions: await tx.memoryVersion.findMany({
      where: { workspaceId, memoryId },
      orderBy: { number: 'asc' },
    }),
  }));
  return { ...rows, trail: await auditOf(system, memoryId) };
}

/** Runs `act` and expects that it left the memory, its versions and its trail exactly as they were; resolves to what it returned. */
export async function expectNothingRecorded<T>(
  system: Actor,
  memoryId: string,
  act: () => Promise<T>,
): Promise<T> {
  const before = await footprintOf(system, memoryId);
  const result = await act();
  expect(await footprintOf(system, memoryId)).toEqual(before);
  return result;
}

/**
 * As a detector leaves a memory: its newest version is kept from agents, who go on being served the one before it, or nothing when
 * there is none.
 */
export function quarantineHead(system: Actor, memoryId: string): Promise<void> {
  const { workspaceId } = system;
  return withWorkspace(system, async (tx) => {
    const [head, previous] = await tx.memoryVersion.findMany({
      where: { workspaceId, memoryId },
      orderBy: { number: 'desc' },
      take: 2,
    });
    await tx.memory.update({
      where: { workspaceId_id: { workspaceId, id: memoryId } },
      data: { servedVersionId: previous?.id ?? null, quarantinedAt: head?.recordedAt ?? null },
    });
  });
}

type Page<Item> = { data: Item[]; next_page: string | null };

/** Follows the cursors to the end. */
export async function readAllPages<Item>(
  list: (page: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    items.push(...page.data);
    cursor = page.next_page ?? undefined;
  } while (cursor !== undefined);
  return items;
}
