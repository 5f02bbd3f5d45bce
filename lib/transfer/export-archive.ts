import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import type { Instant } from '@/lib/clock/instant';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import type { Download } from '@/lib/http/transport';

import type { ArchiveScope, LineText } from './archive';
import { packArchive } from './pack-archive';
import { listArchiveLines } from './read';
import type { ArchiveSource } from './read';

type Extent = {
  memory_store_count: number;
  memory_count: number;
  memory_version_count: number;
  as_of: Instant;
};

/** What the archive will hold, and as of when: the newest version, or where nothing was ever written the newest store. */
async function measure(
  tx: WorkspaceTransaction,
  workspaceId: string,
  storeIds: readonly string[],
): Promise<Extent> {
  const ids = JSON.stringify(storeIds);
  const [extent] = await tx.$queryRaw<Extent[]>`
    SELECT count(*)::integer AS memory_store_count, coalesce(sum(e.memories), 0)::integer AS memory_count,
      coalesce(sum(e.versions), 0)::integer AS memory_version_count, coalesce(max(e.newest), max(s.created_at), 0) AS as_of
    FROM json_array_elements_text(${ids}::json) AS wanted (id) JOIN memory_store s ON s.workspace_id = ${workspaceId} AND s.id = wanted.id
      CROSS JOIN LATERAL (SELECT count(*) AS versions, count(DISTINCT v.memory_id) AS memories, max(v.recorded_at) AS newest
        FROM memory_version v WHERE v.workspace_id = s.workspace_id AND v.memory_store_id = s.id) e`;
  return extent!;
}

async function* toText(
  source: ArchiveSource,
  counts: Omit<LineText<'end'>, 'sha256'>,
): AsyncGenerator<string> {
  for await (const line of listArchiveLines(source)) {
    if (line.kind === 'store') counts.memory_store_count += 1;
    if (line.kind === 'memory') counts.memory_count += 1;
    if (line.kind === 'version') counts.memory_version_count += 1;
    yield JSON.stringify(line);
  }
}

function pack(source: ArchiveSource): AsyncGenerator<Uint8Array> {
  const counts = { kind: 'end' as const, memory_store_count: 0, memory_count: 0, memory_version_count: 0 };
  return packArchive(toText(source, counts), (sha256) => JSON.stringify({ ...counts, sha256 }));
}

/**
 * Opens an archive of the given stores, which the caller has checked, and records in the same transaction who takes it and how much it
 * is; the archive itself is made while it is read.
 */
export async function exportArchive(
  tx: WorkspaceTransaction,
  actor: Actor,
  { scope, storeIds }: { scope: ArchiveScope; storeIds: readonly string[] },
): Promise<Download> {
  const { as_of: asOf, ...details } = await measure(tx, actor.workspaceId, storeIds);
  const { memory_store_count: _, ...detailsOfStore } = details;
  const targetId = scope.type === 'workspace' ? actor.workspaceId : scope.id;
  if (scope.type === 'workspace') {
    const target = { type: 'workspace', id: targetId } as const;
    await appendAudit(tx, actor, { action: 'workspace.exported', target, details });
  } else {
    const entry = { action: 'memory_store.exported', target: scope, memoryStoreId: scope.id } as const;
    await appendAudit(tx, actor, { ...entry, details: detailsOfStore });
  }
  return {
    contentType: 'application/x-ndjson+gzip',
    fileName: `palimpsest-${targetId}-${formatInstant(asOf).slice(0, 10)}.ndjson.gz`,
    chunks: pack({ actor, scope, storeIds, asOf }),
  };
}
