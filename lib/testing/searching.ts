import type { Actor } from '@/lib/auth/actor';
import { indexWorkspace } from '@/lib/search/index-workspace';
import { searchHeads } from '@/lib/search/read';
import type { SearchBody } from '@/lib/search/schema';
import { searchHistory } from '@/lib/search/search-history';

/** The body of a search as it is after parsing, with the given fields. */
export function searchFor(query: string, fields: Partial<SearchBody> = {}): SearchBody {
  return { query, in: 'heads', path_prefix: '/', updated_at: {}, order: 'relevance', limit: 20, ...fields };
}

/** Ids of the memories whose heads are found, after everything written was indexed. */
export async function findHeads(
  actor: Actor,
  query: string,
  fields: Partial<SearchBody> = {},
): Promise<string[]> {
  await indexWorkspace(actor.workspaceId);
  const { data } = await searchHeads(actor, searchFor(query, fields));
  return data.map((hit) => hit.memory!.id);
}

/** Ids of the old versions that are found, likewise. */
export async function findOld(
  actor: Actor,
  query: string,
  fields: Partial<SearchBody> = {},
): Promise<string[]> {
  await indexWorkspace(actor.workspaceId);
  const { data } = await searchHistory(actor, searchFor(query, { in: 'history', ...fields }));
  return data.map((hit) => hit.memory_version!.id);
}
