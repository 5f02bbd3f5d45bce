import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { invalidRequest } from '@/lib/errors/app-error';
import { enqueue } from '@/lib/jobs/queue';
import { getStore, storeArchived } from '@/lib/stores/internal';

import { renameFor } from './internal';
import type { Survey } from './survey-archive';

/** The target: a store that is there, or the workspace, in which the archive's stores are made. */
export type ImportTarget = { type: 'memory_store'; id: string } | { type: 'workspace' };

/** What is known of a file that was read to its end. */
type Incoming = Pick<Survey, 'sha256' | 'storeIds' | 'memoryCount'>;

/** One that was interrupted can be continued so long, by sending the same archive again. */
const discardAfterSeconds = 24 * 60 * 60;

async function assertRoom(tx: WorkspaceTransaction, workspaceId: string, wanted: number): Promise<void> {
  const limit = env().LIMIT_STORES_PER_WORKSPACE;
  if (limit === 0) return;
  const count = await tx.memoryStore.count({ where: { workspaceId, deletedAt: null } });
  if (count + wanted > limit)
    throw invalidRequest(`the workspace has reached its limit of ${limit} memory stores`);
}

/** No store was ever here that is not purged, and no other import may be making the same ones. */
async function isUntouched(tx: WorkspaceTransaction, workspaceId: string): Promise<boolean> {
  const stores = await tx.memoryStore.count({ where: { workspaceId } });
  const running = await tx.import.count({ where: { workspaceId, status: 'running' } });
  return stores + running === 0;
}

async function createRun(
  tx: WorkspaceTransaction,
  actor: Actor,
  target: ImportTarget,
  survey: Incoming,
): Promise<Import> {
  const { workspaceId } = actor;
  const isWorkspace = target.type === 'workspace';
  if (isWorkspace) await assertRoom(tx, workspaceId, survey.storeIds.length);
  const keepsIds = isWorkspace && (await isUntouched(tx, workspaceId));
  const [clock] = await tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`;
  const run = { id: newId('imp'), createdAt: clock!.now, keepsIds };
  const rename = renameFor(run);
  const made = await tx.import.create({
    data: {
      ...run,
      workspaceId,
      scope: target.type,
      memoryStoreIds: isWorkspace ? survey.storeIds.map((id) => rename(id, 'memstore')) : [target.id],
      archiveSha256: survey.sha256,
      totalCount: survey.memoryCount,
      status: 'running',
      createdByType: actor.type,
      createdById: actor.id,
    },
  });
  await enqueue(
    tx,
    'discard-import',
    { workspaceId, importId: run.id },
    { startAfterSeconds: discardAfterSeconds },
  );
  return made;
}

/**
 * The record of an import into the target: that of an earlier one of the same archive which was interrupted, to be continued, or a new one.
 * The caller has authorised.
 */
export function beginImport(actor: Actor, target: ImportTarget, survey: Incoming): Promise<Import> {
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    // Two of the same archive at once would otherwise each begin.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId}/import`}, 0))`;
    if (target.type === 'memory_store') {
      const store = await getStore(tx, actor, target.id);
      if (store.archivedAt !== null) throw storeArchived(target.id);
      if (survey.storeIds.length !== 1)
        throw invalidRequest('the archive holds more or less than one memory store');
    }
    const interrupted = await tx.import.findFirst({
      where: {
        workspaceId,
        status: 'running',
        archiveSha256: survey.sha256,
        scope: target.type,
        ...(target.type === 'memory_store' && { memoryStoreIds: { equals: [target.id] } }),
      },
    });
    return interrupted ?? createRun(tx, actor, target, survey);
  });
}
