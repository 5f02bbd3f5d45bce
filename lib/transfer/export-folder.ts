import 'server-only';

import { createHash } from 'node:crypto';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import type { Instant } from '@/lib/clock/instant';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import type { Download } from '@/lib/http/transport';

import { toFileName } from './file-name';
import type { FolderFile } from './folder-item';
import { packTar } from './pack-tar';
import { packZip } from './pack-zip';
import { listHeads } from './read';
import type { HeadsSource } from './read';
import { folderType, zipType } from './schema';
import type { FolderFormat } from './schema';

const packers = {
  'tar.gz': { pack: packTar, contentType: folderType },
  zip: { pack: packZip, contentType: zipType },
};

type Extent = { memory_count: number; heads: string; as_of: Instant };

/**
 * The store's heads at this moment, by path. Only their ids are kept while the folder is made: versions never change. A mark behind an id
 * says that another memory has, or is below, the path with .md behind it.
 */
async function measure(tx: WorkspaceTransaction, workspaceId: string, storeId: string): Promise<Extent> {
  const [extent] = await tx.$queryRaw<Extent[]>`
    SELECT count(m.id)::integer AS memory_count, coalesce(max(m.updated_at), max(s.created_at)) AS as_of,
      coalesce(string_agg(m.head_version_id || CASE WHEN EXISTS (SELECT 1 FROM memory o
          WHERE o.workspace_id = m.workspace_id AND o.memory_store_id = m.memory_store_id
            AND o.path >= m.path || '.md' AND o.path < m.path || '.md0'
            AND (o.path = m.path || '.md' OR o.path >= m.path || '.md/')) THEN '!' ELSE '' END,
        ' ' ORDER BY m.path), '') AS heads
    FROM memory_store s
      LEFT JOIN memory m ON m.workspace_id = s.workspace_id AND m.memory_store_id = s.id AND m.path IS NOT NULL
    WHERE s.workspace_id = ${workspaceId} AND s.id = ${storeId}`;
  return extent!;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

async function* toFiles(source: HeadsSource): AsyncGenerator<FolderFile> {
  for await (const { path, isNameTaken, at, body } of listHeads(source)) {
    const name = toFileName(path, { isTaken: isNameTaken, digest });
    const modifiedAtSeconds = Number(at / 1_000_000n);
    yield { name, markedPath: path === `/${name}` ? null : path, modifiedAtSeconds, body };
  }
}

/**
 * Opens a folder of the store's memories as they are now, each as one file, and records in the same transaction who takes it. The caller has
 * checked the store. The folder itself is made while it is read; what is redacted or purged before its turn comes is left out.
 */
export async function exportFolder(
  tx: WorkspaceTransaction,
  actor: Actor,
  { storeId, format }: { storeId: string; format: FolderFormat },
): Promise<Download> {
  const { memory_count: count, heads, as_of: asOf } = await measure(tx, actor.workspaceId, storeId);
  await appendAudit(tx, actor, {
    action: 'memory_store.exported',
    target: { type: 'memory_store', id: storeId },
    memoryStoreId: storeId,
    details: { memory_count: count, memory_version_count: count, format },
  });
  const { pack, contentType } = packers[format];
  return {
    contentType,
    fileName: `palimpsest-${storeId}-${formatInstant(asOf).slice(0, 10)}.${format}`,
    chunks: pack(toFiles({ actor, heads })),
  };
}
