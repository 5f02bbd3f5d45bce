import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import { purgeStore } from '@/lib/stores/purge-store';

/** Ends an import that was interrupted and not continued; one that is over is left alone. Null when there is nothing to do. */
function endImport(actor: ReturnType<typeof systemActor>, importId: string): Promise<Import | null> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { workspaceId, id: importId, status: 'running' },
      data: { status: 'discarded' },
    });
    const run = await tx.import.findFirst({ where: { workspaceId, id: importId } });
    if (count === 0) return run?.status === 'discarded' ? run : null;
    const counts = { memory_count: run!.memoryCount, memory_version_count: run!.memoryVersionCount };
    await appendAudit(tx, actor, {
      action: 'import.discarded',
      target: { type: 'import', id: importId },
      details: counts,
    });
    return run;
  });
}

/** Discards an import that nobody continued, with the hidden stores that it made. Memories in a store that was there stay. Safe twice. */
export async function discardImport(job: { workspaceId: string; importId: string }): Promise<void> {
  const run = await endImport(systemActor(job.workspaceId, 'import'), job.importId);
  if (!run || run.scope !== 'workspace') return;
  for (const memoryStoreId of run.memoryStoreIds)
    await purgeStore({ workspaceId: job.workspaceId, memoryStoreId });
}
