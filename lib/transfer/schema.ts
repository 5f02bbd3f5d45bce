import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery } from '@/lib/http/fields';
import { downloadBody } from '@/lib/http/transport';
import { storeParams } from '@/lib/stores/schema';

export const archiveTypes = ['application/x-ndjson+gzip'] as const;

const exportBase = {
  method: 'GET',
  query: noQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: downloadBody,
  download: archiveTypes,
  wantsMemoryBeta: false,
} as const;

export const exportStoreOperation = defineOperation({
  ...exportBase,
  id: 'exportMemoryStore',
  path: '/v1/memory_stores/{memory_store_id}/export',
  summary: 'Take a store out with its whole history, as one archive',
  params: storeParams,
});

export const exportWorkspaceOperation = defineOperation({
  ...exportBase,
  id: 'exportWorkspace',
  path: '/v1/export',
  summary: 'Take every store of the workspace out with its whole history, as one archive',
  params: z.object({}),
});
