import type { Run, Stage } from './stage';

/** Gives every memory of the store a history: the same text again and again, under further versions. */
export async function seedHistory(
  run: Run,
  { workspaceId }: Pick<Stage, 'workspaceId'>,
  { storeId, versionsEach }: { storeId: string; versionsEach: number },
): Promise<void> {
  for (let number = 2; number <= versionsEach; number += 1) {
    const values = [workspaceId, storeId, number];
    await run('SET session_replication_role = replica');
    await run(
      `INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at)
         SELECT workspace_id, id || $3::int, memory_store_id, memory_id, $3, 'modified', path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at + $3
         FROM memory_version WHERE workspace_id = $1 AND memory_store_id = $2 AND number = 1`,
      values,
    );
    await run(
      `INSERT INTO memory_content (workspace_id, memory_version_id, body)
         SELECT c.workspace_id, v.id || $3::int, c.body FROM memory_version v JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
         WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.number = 1`,
      values,
    );
    await run(
      `UPDATE memory m SET version_number = $3, head_version_id = v.id, served_version_id = v.id, updated_at = v.recorded_at
         FROM memory_version v WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND v.workspace_id = $1 AND v.memory_id = m.id AND v.number = $3`,
      values,
    );
    await run('SET session_replication_role = origin');
  }
}
