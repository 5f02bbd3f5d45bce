import 'server-only';

import type { Query } from '@/lib/db/database';
import { decodeContent } from '@/lib/versions/content';

import type { Search } from './internal';
import { makeSnippets } from './snippet';
import type { Snippet } from './snippet';

/** Snippets from the versions' own content and the paths as the caller is shown them, keyed by version. */
export async function readSnippets(
  query: Query,
  search: Search,
  shown: readonly { versionId: string; path: string }[],
): Promise<Map<string, Snippet[]>> {
  const contents = await query<{ id: string; body: Uint8Array }>(
    'SELECT memory_version_id AS id, body FROM memory_content WHERE workspace_id = $1 AND memory_version_id = ANY ($2)',
    [search.actor.workspaceId, shown.map(({ versionId }) => versionId)],
  );
  const bodies = new Map(contents.map(({ id, body }) => [id, body]));
  return new Map(
    shown.map(({ versionId, path }) => {
      const body = bodies.get(versionId);
      return [versionId, makeSnippets({ path, content: body ? decodeContent(body) : '' }, search.terms)];
    }),
  );
}
