import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery } from '@/lib/http/fields';

const counted = z.strictObject({
  /** The variable of the environment that sets it, for all workspaces of the installation. */
  variable: z.string(),
  /** Null: no limit. */
  limit: z.int().nullable(),
});

export const limitsResource = z.strictObject({
  type: z.literal('limits'),
  memory_stores: counted.extend({ used: z.int() }),
  /** The fullest stores first, at most ten. */
  memories_per_store: counted.extend({
    fullest: z.array(z.strictObject({ memory_store_id: z.string(), name: z.string(), used: z.int() })),
  }),
  /** Of the texts that agents are served; the largest stores first, at most ten. */
  bytes_per_store: counted.extend({
    fullest: z.array(z.strictObject({ memory_store_id: z.string(), name: z.string(), used: z.int() })),
  }),
  import_bytes: counted,
  /** Allowances for each minute, which begin anew with it. */
  per_minute: z.array(
    counted.extend({
      of: z.enum(['requests', 'searches', 'exports']),
      /** `credential`: each key, session or person has its own. */
      shared_by: z.enum(['credential', 'workspace']),
      /**
       * In the present minute, of the busiest credential or of the workspace. Server processes take a part of an allowance at a time,
       * so that up to a twentieth of it may be counted before it is used.
       */
      used: z.int(),
    }),
  ),
});
export type LimitsResource = z.infer<typeof limitsResource>;

export const retrieveLimitsOperation = defineOperation({
  id: 'retrieveLimits',
  method: 'GET',
  path: '/v1/limits',
  summary: 'Retrieve the limits of the installation and how much of them this workspace uses',
  params: z.object({}),
  query: noQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: limitsResource,
  wantsMemoryBeta: false,
});
