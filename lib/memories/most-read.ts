import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, pageSize } from '@/lib/http/fields';
import { storeParams } from '@/lib/stores/schema';

import { memoryResource } from './schema';

const mostRead = z.object({ data: z.array(memoryResource) });
export type MostRead = z.infer<typeof mostRead>;

export const listMostReadOperation = defineOperation({
  id: 'listMostReadMemories',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/most_read_memories',
  summary: 'List the memories of a store that agents read most in the last seven days, with their governance',
  params: storeParams,
  query: z.object({ limit: pageSize }),
  body: noBody.optional(),
  isBodyOptional: true,
  response: mostRead,
  wantsMemoryBeta: false,
});
