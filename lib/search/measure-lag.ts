import 'server-only';

import type { Query } from '@/lib/db/database';

import type { Search } from './internal';
import type { SearchResult } from './schema';

/** Behind a thousand the number says nothing new. */
const maxCounted = 1000;

type Lag = { lagging: number };

/** The version that should be found: of heads what the caller is shown, of history what was replaced. */
function expectedVersion({ actor, body }: Search): string {
  if (body.in === 'history') return 'e.previous_id';
  return actor.isAgent ? 'm.served_version_id' : 'm.head_version_id';
}

function selectWritten(search: Search): string {
  const isHeads = search.body.in === 'heads';
  return `
    SELECT count(DISTINCT m.id)::int AS lagging
    FROM search_progress p
      CROSS JOIN LATERAL (SELECT a.target_id, a.details->>'previous_version_id' AS previous_id FROM audit_entry a
        WHERE a.workspace_id = $1 AND (a.transaction_id, a.id) > (p.transaction_id, p.entry_id) AND a.target_type = 'memory'
        ORDER BY a.transaction_id DESC, a.id DESC LIMIT ${maxCounted}) e
      JOIN memory m ON m.workspace_id = $1 AND m.id = e.target_id AND ($2::text[] IS NULL OR m.memory_store_id = ANY ($2))
      JOIN memory_content c ON c.workspace_id = $1 AND c.memory_version_id = ${expectedVersion(search)}
      LEFT JOIN search_text t ON t.workspace_id = $1 AND t.memory_version_id = c.memory_version_id AND (t.era > 0) = ${isHeads}
    WHERE p.workspace_id = $1 AND t.era IS NULL ${isHeads ? 'AND m.path IS NOT NULL' : ''} ${search.actor.isAgent ? 'AND NOT is_withheld(m)' : ''}`;
}

/** Memories that a rebuild, or the walk over an import, has still to come to. */
const selectUnwalked = `
  SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM search_progress p WHERE p.workspace_id = $1 AND p.rebuilt_to IS NULL) THEN
      greatest(1, s.memories - coalesce((SELECT p.rebuilt_count FROM search_progress p WHERE p.workspace_id = $1), 0))
    ELSE 0 END + (SELECT coalesce(sum((a.details->>'memory_count')::int), 0)::int FROM search_progress p JOIN audit_entry a ON a.workspace_id = $1
      AND (a.transaction_id, a.id) > (p.transaction_id, p.entry_id) AND a.action IN ('memory_store.imported', 'workspace.imported') WHERE p.workspace_id = $1) AS lagging
  FROM (SELECT coalesce(sum(memory_count), 0)::int AS memories FROM memory_store WHERE workspace_id = $1
    AND deleted_at IS NULL AND ($2::text[] IS NULL OR id = ANY ($2))) s WHERE s.memories > 0`;

/** How far the index is behind what the caller could find, for the answer. */
export async function measureLag(
  query: Query,
  search: Search,
): Promise<Pick<SearchResult['index'], 'is_current' | 'lagging'>> {
  const values = [search.actor.workspaceId, search.storeIds];
  const [written] = await query<Lag>(selectWritten(search), values);
  const [unwalked] = await query<Lag>(selectUnwalked, values);
  const lagging = (written?.lagging ?? 0) + (unwalked?.lagging ?? 0);
  return { is_current: lagging === 0, lagging };
}
