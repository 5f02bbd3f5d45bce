import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { noBody, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';
import { priorKnowledge } from '@/lib/reads/schema';

import { jobResource } from './job';

/** A change that took less of a text away is not kept as one that destroyed. */
export const leastShare = 0.25;
/** From here on a change is listed unless said otherwise: the share at which a loss of size counts as a cliff. */
export const usualShare = 0.4;
export const maxDays = 30;
export const usualDays = 7;

/** Counted up to a limit: then there are at least so many. */
const boundedCount = z.strictObject({ count: z.int(), is_exact: z.boolean() });
export type BoundedCount = z.infer<typeof boundedCount>;

export const destroyingOperations = ['modified', 'deleted'] as const;

export const destructiveChange = z.strictObject({
  type: z.literal('destructive_change'),
  memory_version_id: z.string(),
  previous_version_id: z.string(),
  memory_id: z.string(),
  memory_store_id: z.string(),
  memory_store_name: z.string(),
  /** `modified`: a shorter or another text was written over it. */
  operation: z.enum(destroyingOperations),
  /** Null for who may not read memories. */
  path: z.string().nullable(),
  /** Of the text before, in UTF-8 bytes: words that are nowhere in the text that replaced it. */
  lost_share: z.number(),
  lost_bytes: z.int(),
  size_before_bytes: z.int().nullable(),
  size_after_bytes: z.int().nullable(),
  created_at: time,
  created_by: actorResource,
  /** Null unless a session wrote it. */
  prior_knowledge: priorKnowledge.nullable(),
  /** The text was put back, or one of the two made unreadable on purpose. */
  settled_at: nullableTime,
});
export type DestructiveChange = z.infer<typeof destructiveChange>;

const writesOfHour = z.strictObject({
  /** When the hour began. */
  hour: time,
  counts: z.strictObject({
    session_actor: z.int(),
    api_actor: z.int(),
    user_actor: z.int(),
    service_account_actor: z.int(),
    system_actor: z.int(),
  }),
});
export type WritesOfHour = z.infer<typeof writesOfHour>;

const busyStore = z.strictObject({
  memory_store_id: z.string(),
  name: z.string(),
  /** By agents. */
  read_count_7d: z.int(),
  /** By anybody. */
  write_count_7d: z.int(),
});
export type BusyStore = z.infer<typeof busyStore>;

export const overviewResource = z.strictObject({
  type: z.literal('overview'),
  /** The database's clock when this was read. */
  at: time,
  /** False while something that was written is not in these counts yet. */
  is_current: z.boolean(),
  /** Of the last seven days, by the usual share, and not settled. */
  destructive_changes: z.strictObject({
    modified: boundedCount,
    deleted: boundedCount,
    /** The worst of the texts that were written over. */
    worst: z.array(destructiveChange),
  }),
  /** Hours of the last seven days in which anything was written, oldest first. */
  writes: z.array(writesOfHour),
  /** The most read first, then the most written. */
  stores: z.array(busyStore),
  store_count: z.int(),
  memories: z.strictObject({
    /** Not served to agents, for whatever reason. */
    withheld: boundedCount,
    archived: boundedCount,
  }),
  jobs: z.strictObject({ failed: z.int(), retrying: z.int(), data: z.array(jobResource) }),
});
export type OverviewResource = z.infer<typeof overviewResource>;

const base = {
  params: z.object({}),
  body: noBody.optional(),
  isBodyOptional: true,
  wantsMemoryBeta: false,
} as const;

export const retrieveOverviewOperation = defineOperation({
  ...base,
  id: 'retrieveOverview',
  method: 'GET',
  path: '/v1/overview',
  summary:
    'What needs a person now: lost texts, writes and reads of the last seven days, withheld memories, failed jobs',
  query: z.object({}),
  response: overviewResource,
});

const number = (name: string, most: number) =>
  z
    .string()
    .refine((value) => /^\d+(?:\.\d+)?$/.test(value) && Number(value) <= most, {
      error: `${name}: must be a number up to ${most}`,
    })
    .transform(Number);

const changesQuery = pageQuery.extend({
  operation: z.enum(destroyingOperations).optional(),
  state: z.enum(['open', 'settled', 'all']).default('open'),
  min_share: number('min_share', 1).default(usualShare),
  within_days: number('within_days', maxDays).default(usualDays),
});
export type ChangesQuery = z.output<typeof changesQuery>;

export const listDestructiveChangesOperation = defineOperation({
  ...base,
  id: 'listDestructiveChanges',
  method: 'GET',
  path: '/v1/destructive_changes',
  summary: 'List changes that took much of a text away, those that took most first',
  query: changesQuery,
  response: pageOf(destructiveChange),
});
