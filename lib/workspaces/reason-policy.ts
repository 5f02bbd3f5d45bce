import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery, nullableTime } from '@/lib/http/fields';

import { reasonActs, reasonDemands } from './reason-demands';

const act = z.enum(reasonActs);
const demand = z.enum(reasonDemands);

export const reasonPolicyResource = z.strictObject({
  type: z.literal('reason_policy'),
  demands: z.record(act, demand),
  /** Null where nobody ever set it, and the defaults hold. */
  updated_at: nullableTime,
  updated_by: actorResource.nullable(),
});
export type ReasonPolicyResource = z.infer<typeof reasonPolicyResource>;

/** What is left out stays as it is. */
const setReasonPolicyBody = z.strictObject({ demands: z.partialRecord(act, demand) });
export type SetReasonPolicyBody = z.output<typeof setReasonPolicyBody>;

const base = {
  path: '/v1/reason_policy',
  params: z.object({}),
  query: noQuery,
  wantsMemoryBeta: false,
} as const;

export const retrieveReasonPolicyOperation = defineOperation({
  ...base,
  id: 'retrieveReasonPolicy',
  method: 'GET',
  summary: 'Retrieve for which acts a reason is asked for, and for which it is required',
  body: noBody.optional(),
  isBodyOptional: true,
  response: reasonPolicyResource,
});

export const setReasonPolicyOperation = defineOperation({
  ...base,
  id: 'setReasonPolicy',
  method: 'POST',
  summary:
    'Set for which acts a reason is asked for or required; calls of the memory-store API by keys can carry none and are exempt',
  body: setReasonPolicyBody,
  isBodyOptional: false,
  response: reasonPolicyResource,
});
