import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, instant, noBody, pageOf, pageQuery } from '@/lib/http/fields';
import { pathPrefix } from '@/lib/memories/path';
import { storeParams } from '@/lib/stores/schema';
import { versionResource, viewQuery } from '@/lib/versions/schema';

const asOfQuery = pageQuery.extend({
  at: instant,
  path_prefix: pathPrefix.default('/'),
  memory_id: id.optional(),
  view: viewQuery.default('basic'),
});
export type AsOfQuery = z.output<typeof asOfQuery>;

export const listAsOfOperation = defineOperation({
  id: 'listMemoryStoreAsOf',
  method: 'GET',
  path: '/v1/memory_stores/{memory_store_id}/as_of',
  summary: 'List a store as it was at an instant: of every memory that lived then, the version that was its head',
  params: storeParams,
  query: asOfQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(versionResource),
  wantsMemoryBeta: false,
});
