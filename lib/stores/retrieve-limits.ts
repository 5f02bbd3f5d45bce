import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { allowances } from '@/lib/auth/allowance';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { env } from '@/lib/env';

import { countStores } from './count-stores';
import { assertMayManageStores } from './internal';
import type { LimitsResource } from './limits';

const fullestShown = 10;

type Store = { id: string; name: string; memory_count: number; content_size_bytes: bigint };

function listFullest(
  run: Query,
  workspaceId: string,
  column: 's.memory_count' | 'z.content_size_bytes',
): Promise<Store[]> {
  return run<Store>(
    `SELECT s.id, s.name, s.memory_count, z.content_size_bytes FROM memory_store s
       JOIN memory_store_size z ON z.workspace_id = s.workspace_id AND z.memory_store_id = s.id
       WHERE s.workspace_id = $1 AND s.deleted_at IS NULL ORDER BY ${column} DESC, s.id LIMIT $2`,
    [workspaceId, fullestShown],
  );
}

type Taken = { bucket: string; is_shared: boolean; taken: number };

/** What was taken of each allowance in the present minute, by whoever took the most. */
function listTaken(run: Query, workspaceId: string): Promise<Taken[]> {
  return run<Taken>(
    `SELECT bucket, credential_id = workspace_id AS is_shared, max(taken) AS taken FROM rate_lease
       WHERE workspace_id = $1 AND window_start_us > (SELECT now_us()) - 60000000 GROUP BY 1, 2`,
    [workspaceId],
  );
}

/** Zero stands for no limit. */
const limitOf = (value: number) => (value === 0 ? null : value);

function present(store: Store, used: number) {
  return { memory_store_id: store.id, name: store.name, used };
}

/** The limits that the environment sets, and how much of each this workspace uses. Needs `admin`. */
export async function retrieveLimits(actor: Actor): Promise<LimitsResource> {
  assertMayManageStores(actor);
  const { workspaceId } = actor;
  const limits = env();
  return readWorkspace(actor, async (run) => {
    await countStores(run, workspaceId, null);
    const [count] = await run<{ stores: number }>(
      'SELECT count(*)::integer AS stores FROM memory_store WHERE workspace_id = $1 AND deleted_at IS NULL',
      [workspaceId],
    );
    const byMemories = await listFullest(run, workspaceId, 's.memory_count');
    const byBytes = await listFullest(run, workspaceId, 'z.content_size_bytes');
    const taken = await listTaken(run, workspaceId);
    return {
      type: 'limits',
      memory_stores: {
        variable: 'LIMIT_STORES_PER_WORKSPACE',
        limit: limitOf(limits.LIMIT_STORES_PER_WORKSPACE),
        used: count!.stores,
      },
      memories_per_store: {
        variable: 'LIMIT_MEMORIES_PER_STORE',
        limit: limits.LIMIT_MEMORIES_PER_STORE,
        fullest: byMemories.map((store) => present(store, store.memory_count)),
      },
      bytes_per_store: {
        variable: 'LIMIT_STORE_BYTES',
        limit: limitOf(limits.LIMIT_STORE_BYTES),
        fullest: byBytes.map((store) => present(store, Number(store.content_size_bytes))),
      },
      import_bytes: { variable: 'LIMIT_IMPORT_BYTES', limit: limits.LIMIT_IMPORT_BYTES },
      per_minute: allowances.map(({ bucket, variable, isShared }) => ({
        of: bucket,
        variable,
        limit: limits[variable],
        shared_by: isShared ? 'workspace' : 'credential',
        used: taken.find((each) => each.bucket === bucket && each.is_shared === isShared)?.taken ?? 0,
      })),
    };
  });
}
