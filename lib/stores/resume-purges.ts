import 'server-only';

import { enqueueLater } from '@/lib/jobs/queue';
import { listDeletedWorkspaces } from '@/lib/workspaces/read';

/** At start-up: whatever became of their jobs, workspaces that are deleted and not purged yet are purged. */
export async function resumePurges(): Promise<void> {
  const left = (await listDeletedWorkspaces()).filter((tombstone) => !tombstone.is_purged);
  for (const { id } of left) await enqueueLater('purge-workspace', { workspaceId: id }, 0);
}
