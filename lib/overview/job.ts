import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';

/** `failed`: it was tried as often as it may be, and waits for a person. `retrying`: it failed and is tried again by itself. */
export const jobStates = ['failed', 'retrying', 'waiting', 'running', 'done'] as const;
export type JobState = (typeof jobStates)[number];

export const jobResource = z.strictObject({
  id: z.string(),
  type: z.literal('job'),
  /** What it does, as an identifier that a program can match on, such as `run-revert`. */
  kind: z.string(),
  state: z.enum(jobStates),
  /** What it works on; null where that is the workspace. */
  target: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
  /** How often it was begun. */
  tries: z.int(),
  created_at: time,
  last_tried_at: nullableTime,
  /** When it is begun next; null where nothing begins it. */
  next_try_at: nullableTime,
  failed_at: nullableTime,
});
export type JobResource = z.infer<typeof jobResource>;

const jobsQuery = pageQuery.extend({ state: z.enum(['failed', 'retrying']).optional() });
export type JobsQuery = z.output<typeof jobsQuery>;

export const listJobsOperation = defineOperation({
  id: 'listJobs',
  method: 'GET',
  path: '/v1/jobs',
  summary: 'List jobs of the workspace that failed, for good or until they are tried again, newest first',
  params: z.object({}),
  query: jobsQuery,
  body: noBody.optional(),
  isBodyOptional: true,
  response: pageOf(jobResource),
  wantsMemoryBeta: false,
});

export const retryJobOperation = defineOperation({
  id: 'retryJob',
  method: 'POST',
  path: '/v1/jobs/{job_id}/retry',
  summary: 'Have a job that failed begun once more, now',
  params: z.object({ job_id: z.string() }),
  query: noQuery,
  body: noBody,
  isBodyOptional: true,
  response: jobResource,
  wantsMemoryBeta: false,
});
