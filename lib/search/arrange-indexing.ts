import 'server-only';

import { followCommits } from '@/lib/workspaces/follow-commits';

/** From now on what is written becomes findable. Returns how to stop. */
export function arrangeIndexing(where: { isWorker: boolean }): Promise<() => void> {
  return followCommits('index-search', where);
}
