import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

async function appendEntry(tx: WorkspaceTransaction, actor: Actor, run: Import): Promise<void> {
  const details = {
    memory_count: run.memoryCount,
    memory_version_count: run.memoryVersionCount,
    import_id: run.id,
    archive_sha256: run.archiveSha256,
  };
  if (run.scope === 'workspace') {
    const target = { type: 'workspace', id: run.workspaceId } as const;
    const counted = { ...details, memory_store_count: run.memoryStoreIds.length };
    await appendAudit(tx, actor, { action: 'workspace.imported', target, details: counted });
    return;
  }
  const memoryStoreId = run.memoryStoreIds[0]!;
  const target = { type: 'memory_store', id: memoryStoreId } as const;
  await appendAudit(tx, actor, { action: 'memory_store.imported', target, memoryStoreId, details });
}

/** Completes an import when everything is written: its new stores appear, all at once, and the audit entry with them. */
export function finishImport(actor: Actor, { workspaceId, id }: Import): Promise<Import> {
  return withWorkspace(actor, async (tx) => {
    const [clock] = await tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`;
    const now = clock!.now;
    const { count } = await tx.import.updateMany({
      where: { workspaceId, id, status: 'running' },
      data: { status: 'completed', completedAt: now, updatedAt: now },
    });
    const run = await tx.import.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
    if (count === 0) return run;
    if (run.scope === 'workspace') {
      await tx.memoryStore.updateMany({
        where: { workspaceId, id: { in: run.memoryStoreIds } },
        data: { deletedAt: null },
      });
    }
    await appendEntry(tx, actor, run);
    return run;
  });
}
