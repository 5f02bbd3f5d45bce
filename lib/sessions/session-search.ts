import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, pageOf, text } from '@/lib/http/fields';
import { includeGovernance } from '@/lib/stores/schema';

import { sessionResource } from './schema';

const searchSessionsBody = z.strictObject({
  /** A part of the id, the agent or the title, in any case. */
  query: text.min(1).max(255).optional(),
  memory_store_id: id.optional(),
  /** The whole id of an agent. */
  agent: text.min(1).max(255).optional(),
  /** True for archived sessions alone, false for all others. */
  is_archived: z.boolean().optional(),
  limit: z.int().min(1).max(100).default(20),
  page: text.max(4096).optional(),
});
export type SearchSessionsBody = z.output<typeof searchSessionsBody>;

export const searchSessionsOperation = defineOperation({
  id: 'searchSessions',
  spends: 'searches',
  method: 'POST',
  path: '/v1/session_search',
  summary: 'Find sessions, archived ones too, by their id, agent or title, newest first',
  params: z.object({}),
  query: includeGovernance,
  body: searchSessionsBody,
  isBodyOptional: true,
  response: pageOf(sessionResource),
  wantsMemoryBeta: false,
});
