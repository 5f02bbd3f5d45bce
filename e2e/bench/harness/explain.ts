import { systemActor } from '@/lib/auth/actor';
import { getDatabase, setDatabase } from '@/lib/db/database';
import type { Query } from '@/lib/db/database';
import { openPostgres } from '@/lib/db/postgres';
import { listMemories } from '@/lib/memories/read';

import { entriesOfFolder, folderOf } from './forest';
import type { Forest } from './forest';

type PlanRow = { 'QUERY PLAN': string };

/** The plans of every statement that opens a folder, by the product's own read in its own transaction, under the application's role. */
export async function explainFolder(adminUrl: string, workspaceId: string, forest: Forest): Promise<string> {
  const plans: string[] = [];
  const explaining =
    (query: Query): Query =>
    async (text, values) => {
      const rows = await query<PlanRow>(`EXPLAIN (ANALYZE, COSTS OFF) ${text}`, values);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return query(text, values);
    };
  const database = await openPostgres({ url: adminUrl, poolSize: 1, onConnectionError: () => undefined });
  setDatabase({
    ...database,
    transaction: (first, work) => database.transaction(first, (query, copy) => work(explaining(query), copy)),
  });
  const folder = {
    path_prefix: folderOf(forest, 0),
    depth: 1,
    view: 'basic' as const,
    limit: entriesOfFolder,
  };
  await listMemories(systemActor(workspaceId, 'bench'), forest.storeId, folder);
  await getDatabase().close();
  setDatabase(undefined);
  return `; the plans in the large store, as the application's role:\n\n\`\`\`\n${plans.join('\n\n')}\n\`\`\`\n`;
}
