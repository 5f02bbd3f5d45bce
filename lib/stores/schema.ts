import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import {
  flag,
  instant,
  label,
  metadata,
  metadataPatch,
  noBody,
  noQuery,
  nullableTime,
  pageOf,
  pageQuery,
  text,
  time,
} from '@/lib/http/fields';

export const includeGovernance = z.object({ include: z.enum(['governance']).optional() });

const storeStatistics = z.strictObject({
  memory_count: z.int(),
  /** Of the heads of live memories. */
  content_size_bytes: z.int(),
  /** Ever written, of live and deleted memories; what retention removed counts. */
  version_count: z.int(),
  /** When size and versions were counted: a busy store of a hundred thousand memories is counted every ten seconds at most. */
  counted_at: time,
  last_write_at: nullableTime,
  reads: z.strictObject({ read_count_7d: z.int(), delivered_count_7d: z.int() }),
});
export type StoreStatistics = z.infer<typeof storeStatistics>;

export const storeResource = z.strictObject({
  id: z.string(),
  type: z.literal('memory_store'),
  name: z.string(),
  description: z.string(),
  metadata: z.record(z.string(), z.string()),
  created_at: time,
  updated_at: time,
  archived_at: nullableTime,
  governance: storeStatistics.partial().required({ memory_count: true }).optional(),
});
export type StoreResource = z.infer<typeof storeResource>;

const foundStore = storeResource.required({ governance: true }).extend({ governance: storeStatistics });
export type FoundStore = z.infer<typeof foundStore>;

export const storeParams = z.object({ memory_store_id: z.string() });
const description = text.max(1024);

const createStoreBody = z.strictObject({
  name: label,
  description: description.nullish(),
  metadata: metadata.nullish(),
});
export type CreateStoreBody = z.output<typeof createStoreBody>;

const isOmittedOrMap = (value: unknown) => value !== null;
const updateStoreBody = z
  .strictObject({
    name: z
      .any()
      .refine((value: unknown) => value !== null, { error: 'name cannot be empty', abort: true })
      .pipe(label.optional())
      .optional(),
    description: description.nullish(),
    metadata: z
      .any()
      .refine(isOmittedOrMap, {
        error:
          'Failed to parse request: params: field "metadata": null is not a valid value for a map field; omit the field to preserve, or set individual keys to null to delete them',
        abort: true,
      })
      .pipe(metadataPatch.optional())
      .optional(),
  })
  .refine(
    (body) => body.name !== undefined || body.description !== undefined || body.metadata !== undefined,
    {
      error: 'at least one of name, description, or metadata must be provided',
    },
  );
export type UpdateStoreBody = z.output<typeof updateStoreBody>;

const listStoresQuery = pageQuery.extend(includeGovernance.shape).extend({
  include_archived: flag.optional(),
  'created_at[gte]': instant.optional(),
  'created_at[lte]': instant.optional(),
});
export type ListStoresQuery = z.output<typeof listStoresQuery>;

const storeOrders = ['created', 'name', 'size', 'reads', 'last_write'] as const;
export type StoreOrder = (typeof storeOrders)[number];

const searchStoresBody = z.strictObject({
  /** A part of the name in any case, or an id. */
  query: text.min(1).max(255).optional(),
  state: z.enum(['active', 'archived', 'all']).default('active'),
  order: z.enum(storeOrders).default('created'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  limit: z.int().min(1).max(100).default(20),
  page: text.max(4096).optional(),
});
export type SearchStoresBody = z.output<typeof searchStoresBody>;

const base = {
  params: storeParams,
  query: noQuery,
  body: noBody,
  isBodyOptional: true,
  wantsMemoryBeta: true,
} as const;

export const createStoreOperation = defineOperation({
  ...base,
  id: 'createMemoryStore',
  method: 'POST',
  path: '/v1/memory_stores',
  summary: 'Create a memory store',
  params: z.object({}),
  body: createStoreBody,
  response: storeResource,
});

export const listStoresOperation = defineOperation({
  ...base,
  id: 'listMemoryStores',
  method: 'GET',
  path: '/v1/memory_stores',
  summary: 'List memory stores, newest first',
  params: z.object({}),
  query: listStoresQuery,
  body: noBody.optional(),
  response: pageOf(storeResource),
});

export const retrieveStoreOperation = defineOperation({
  ...base,
  id: 'retrieveMemoryStore',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}',
  summary: 'Retrieve a memory store',
  query: includeGovernance,
  body: noBody.optional(),
  response: storeResource,
});

export const updateStoreOperation = defineOperation({
  ...base,
  id: 'updateMemoryStore',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}',
  summary: 'Change name, description or metadata of a memory store',
  body: updateStoreBody,
  response: storeResource,
});

export const archiveStoreOperation = defineOperation({
  ...base,
  id: 'archiveMemoryStore',
  method: 'POST',
  path: '/v1/memory_stores/{memory_store_id}/archive',
  summary: 'Archive a memory store for good',
  response: storeResource,
});

export const deleteStoreOperation = defineOperation({
  ...base,
  id: 'deleteMemoryStore',
  method: 'DELETE',
  path: '/v1/memory_stores/{memory_store_id}',
  summary: 'Delete a memory store with all its memories and versions',
  response: z.strictObject({ id: z.string(), type: z.literal('memory_store_deleted') }),
});

export const searchStoresOperation = defineOperation({
  ...base,
  id: 'searchMemoryStores',
  spends: 'searches',
  method: 'POST',
  path: '/v1/memory_store_search',
  summary: 'List memory stores by name, size, reads or last write, with what is counted in them',
  params: z.object({}),
  body: searchStoresBody,
  response: pageOf(foundStore),
  wantsMemoryBeta: false,
});
