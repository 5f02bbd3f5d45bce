import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { listWorkspaces } from '@/lib/workspaces/read';

/** The workspaces that have a webhook to be told something. */
export async function findFollowed(): Promise<string[]> {
  const followed: string[] = [];
  for (const { id } of await listWorkspaces()) {
    const found = await readWorkspace(systemActor(id, 'webhooks'), (query) =>
      query(`SELECT 1 FROM webhook_endpoint WHERE workspace_id = $1 AND state = 'enabled' LIMIT 1`, [id]),
    );
    if (found.length > 0) followed.push(id);
  }
  return followed;
}
