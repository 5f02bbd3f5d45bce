import type { Bare } from './stage';

export type BareWrite = {
  workspaceId: string;
  storeId: string;
  memoryId: string;
  versionId: string;
  auditId: string;
  path: string;
  content: Buffer;
  sha256: string;
  expectedSha256: string;
};

const setWorkspace = `SELECT set_config('palimpsest.workspace', $1, true)`;

/** The rows of one update with a precondition, written as anybody would who writes SQL by hand: statement after statement. */
export function updateBarely(bare: Bare, write: BareWrite): Promise<void> {
  const { workspaceId, memoryId, versionId } = write;
  return bare.transact(async (run) => {
    await run(setWorkspace, [workspaceId]);
    const [seen] = await run(
      'SELECT content_sha256, head_version_id, version_number, path FROM memory WHERE workspace_id = $1 AND id = $2 FOR UPDATE',
      [workspaceId, memoryId],
    );
    if (seen?.['content_sha256'] !== write.expectedSha256)
      throw new Error('The precondition of a bare write failed.');
    const number = Number(seen['version_number']) + 1;
    await run(
      `UPDATE memory SET head_version_id = $3, served_version_id = $3, version_number = $4, content_sha256 = $5, content_size_bytes = $6,
         updated_at = now_us() WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, memoryId, versionId, number, write.sha256, write.content.byteLength],
    );
    await run(
      `INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes,
         actor_type, actor_id, trust_tier, recorded_at) VALUES ($1, $2, $3, $4, $5, 'modified', $6, $7, $8, 'api_actor', 'bench', 'trusted', now_us())`,
      [
        workspaceId,
        versionId,
        write.storeId,
        memoryId,
        number,
        write.path,
        write.sha256,
        write.content.byteLength,
      ],
    );
    await run('INSERT INTO memory_content (workspace_id, memory_version_id, body) VALUES ($1, $2, $3)', [
      workspaceId,
      versionId,
      write.content,
    ]);
    await run(
      `INSERT INTO audit_entry (workspace_id, id, action, actor_type, actor_id, target_type, target_id, memory_store_id, details)
         VALUES ($1, $2, 'memory.updated', 'api_actor', 'bench', 'memory', $3, $4, $5)`,
      [
        workspaceId,
        write.auditId,
        memoryId,
        write.storeId,
        JSON.stringify({
          memory_version_id: versionId,
          previous_version_id: seen['head_version_id'],
          changed: ['content'],
          content_size_bytes: write.content.byteLength,
        }),
      ],
    );
  });
}

/** One memory with its content, under row-level security. */
export function readBarely(
  bare: Bare,
  { workspaceId, memoryId }: { workspaceId: string; memoryId: string },
): Promise<void> {
  return bare.transact(async (run) => {
    await run(setWorkspace, [workspaceId]);
    const rows = await run(
      `SELECT m.*, c.body FROM memory m JOIN memory_content c ON c.workspace_id = m.workspace_id AND c.memory_version_id = m.head_version_id
         WHERE m.workspace_id = $1 AND m.id = $2`,
      [workspaceId, memoryId],
    );
    if (rows.length !== 1) throw new Error('A bare read found nothing.');
  });
}
