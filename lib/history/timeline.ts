import { z } from 'zod';

import { actorTypes } from '@/lib/auth/actor';
import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, pageOf, pageQuery, time } from '@/lib/http/fields';
import { memoryParams } from '@/lib/memories/schema';
import { memoryReadResource } from '@/lib/reads/schema';
import { operations, versionResource } from '@/lib/versions/schema';

const base = {
  method: 'GET',
  params: memoryParams,
  body: noBody.optional(),
  isBodyOptional: true,
  wantsMemoryBeta: false,
} as const;
const memoryPath = '/v1/memory_stores/{memory_store_id}/memories/{memory_id}';

const timelineQuery = pageQuery.extend({
  /** The first page begins with this version instead of the newest. */
  start_at: id.optional(),
});
export type TimelineQuery = z.output<typeof timelineQuery>;

const timeline = pageOf(versionResource).extend({ prev_page: z.string().nullable() });
export type Timeline = z.infer<typeof timeline>;

export const listTimelineOperation = defineOperation({
  ...base,
  id: 'listMemoryTimeline',
  path: `${memoryPath}/timeline`,
  summary: 'List the versions of a memory with their governance, newest first, both ways from any of them',
  query: timelineQuery,
  response: timeline,
});

const sizePoint = z.strictObject({
  memory_version_id: z.string(),
  number: z.int(),
  operation: z.enum(operations),
  created_at: time,
  /** Null for a deletion, and where redaction took it out. */
  content_size_bytes: z.int().nullable(),
  is_redacted: z.boolean(),
});
export type SizePoint = z.infer<typeof sizePoint>;

const sizeHistory = z.strictObject({
  type: z.literal('memory_size_history'),
  memory_id: z.string(),
  version_count: z.int(),
  /** True when some versions are left out: never those where size was lowest, highest or fell most, nor deletions and redactions all together. */
  is_thinned: z.boolean(),
  /** Oldest first. */
  data: z.array(sizePoint),
});
export type SizeHistory = z.infer<typeof sizeHistory>;

export const readSizesOperation = defineOperation({
  ...base,
  id: 'readMemorySizeHistory',
  path: `${memoryPath}/size_history`,
  summary: 'The size of a memory over all its versions, in at most 2000 points',
  query: z.object({}),
  response: sizeHistory,
});

const sessionReadResource = memoryReadResource.extend({ session_id: z.string() });
export type SessionReadResource = z.infer<typeof sessionReadResource>;

export const listReadersOperation = defineOperation({
  ...base,
  id: 'listMemoryReads',
  path: `${memoryPath}/reads`,
  summary: 'List which sessions were shown a memory, and which version, last shown first',
  query: pageQuery,
  response: pageOf(sessionReadResource),
});
export type ReadersQuery = z.output<typeof pageQuery>;

const writesQuery = pageQuery.extend({
  operation: z.enum(operations).optional(),
  actor_type: z.enum(actorTypes).optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
});
export type WritesQuery = z.output<typeof writesQuery>;

export const listWritesOperation = defineOperation({
  ...base,
  id: 'listWrites',
  path: '/v1/memory_versions',
  summary: 'List the versions of all stores with their governance, newest first',
  params: z.object({}),
  query: writesQuery,
  response: pageOf(versionResource),
});
