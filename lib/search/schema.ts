import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, instant, noQuery, pageOf, text } from '@/lib/http/fields';
import { pathPrefix } from '@/lib/memories/path';
import { maxPathChars } from '@/lib/memories/path-problem';
import { memoryResource } from '@/lib/memories/schema';
import { versionResource } from '@/lib/versions/schema';

export const minQueryCharacters = 3;
const maxQueryCharacters = 1024;

export const searchStates = ['served', 'archived', 'quarantined', 'restricted', 'locked'] as const;
export type SearchState = (typeof searchStates)[number];
export const pathStates = [...searchStates, 'withheld', 'all'] as const;
export type PathState = (typeof pathStates)[number];

export const maxMemoriesOfPage = 100;
export const maxIdsOfPage = 1000;

const actorTypes = [
  'session_actor',
  'api_actor',
  'user_actor',
  'service_account_actor',
  'system_actor',
] as const;

const query = z
  .string()
  .max(maxQueryCharacters)
  .refine((value) => value.isWellFormed(), { error: ': is not valid Unicode (lone surrogate)', abort: true })
  .refine((value) => [...value].length >= minQueryCharacters, {
    error: `query: must have at least ${minQueryCharacters} characters`,
  });

const searchBody = z
  .strictObject({
    query,
    /** Heads of live memories, or what they and deleted ones held before. */
    in: z.enum(['heads', 'history']).default('heads'),
    memory_store_ids: z.array(id).min(1).max(20).optional(),
    path_prefix: pathPrefix.default('/'),
    /** Who wrote the version that is found. */
    actor: z.strictObject({ type: z.enum(actorTypes), id }).optional(),
    state: z.enum(searchStates).optional(),
    /** When the version that is found was written. */
    updated_at: z.strictObject({ gte: instant.optional(), lte: instant.optional() }).default({}),
    order: z.enum(['relevance', 'recent']).default('relevance'),
    limit: z.int().min(1).max(100).default(20),
    page: text.max(4096).optional(),
  })
  .refine((body) => body.in === 'heads' || body.state === undefined, {
    error: 'state: is for in: heads only',
  });
export type SearchBody = z.output<typeof searchBody>;

const snippet = z.strictObject({
  field: z.enum(['content', 'path']),
  text: z.string(),
  /** Offsets in `text`, in UTF-16 units. */
  marks: z.array(z.strictObject({ start: z.int(), end: z.int() })),
});

const searchHit = z.strictObject({
  type: z.literal('memory_search_hit'),
  /** From 0 to 1; comparable within one search. */
  score: z.number(),
  /** Set when heads were searched; without content. */
  memory: memoryResource.nullable(),
  /** Set when history was searched; without content. */
  memory_version: versionResource.nullable(),
  snippets: z.array(snippet),
});
export type SearchHit = z.infer<typeof searchHit>;

const searchResult = z.strictObject({
  data: z.array(searchHit),
  next_page: z.string().nullable(),
  index: z.strictObject({
    /** False while something that was written is not found yet. */
    is_current: z.boolean(),
    /** How many memories that concerns. */
    lagging: z.int(),
    /** False when more was found than is ranked; then only what was indexed last is, by time the newest. */
    is_exhaustive: z.boolean(),
  }),
});
export type SearchResult = z.infer<typeof searchResult>;

export const searchMemoriesOperation = defineOperation({
  id: 'searchMemories',
  spends: 'searches',
  method: 'POST',
  path: '/v1/memory_search',
  summary: 'Find memories by words or any substring of three or more characters, in any script',
  params: z.object({}),
  query: noQuery,
  body: searchBody,
  isBodyOptional: false,
  response: searchResult,
  wantsMemoryBeta: false,
});

const searchPathsBody = z
  .strictObject({
    /** A part of the path, in any case. */
    query: text.min(1).max(maxPathChars),
    memory_store_ids: z.array(id).min(1).max(20).optional(),
    path_prefix: pathPrefix.default('/'),
    state: z.enum(pathStates).default('all'),
    /** For acting on all that is found: their ids, a thousand to a page. */
    ids_only: z.boolean().default(false),
    limit: z.int().min(1).max(maxIdsOfPage).default(20),
    page: text.max(4096).optional(),
  })
  .refine((body) => body.ids_only || body.limit <= maxMemoriesOfPage, {
    error: `limit: must be at most ${maxMemoriesOfPage}, or ${maxIdsOfPage} with ids_only`,
  });
export type SearchPathsBody = z.output<typeof searchPathsBody>;

const memoryId = z.strictObject({
  type: z.literal('memory_id'),
  id: z.string(),
  memory_store_id: z.string(),
});

const foundPaths = pageOf(z.union([memoryResource, memoryId]));
export type FoundPaths = z.infer<typeof foundPaths>;

export const searchPathsOperation = defineOperation({
  id: 'searchMemoryPaths',
  spends: 'searches',
  method: 'POST',
  path: '/v1/memory_path_search',
  summary: 'Find memories by any part of their path, in any case, ordered by store and path',
  params: z.object({}),
  query: noQuery,
  body: searchPathsBody,
  isBodyOptional: false,
  response: foundPaths,
  wantsMemoryBeta: false,
});
