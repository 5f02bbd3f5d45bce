import { z } from 'zod';

import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery, nullableTime, pageOf, pageQuery, text, time } from '@/lib/http/fields';

import { eventFamilies, eventTypes, isEventType } from './events';

/** No name and password in it: those would be kept as plain text. */
function isCallable(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

const address = text.max(2048).refine(isCallable, {
  error: ': must be an address such as https://hooks.example.org/palimpsest, without a name and password',
});
const types = z
  .array(
    z.string().refine(isEventType, {
      error: `event_types: must be of ${[...eventFamilies, ...eventTypes].join(', ')}`,
    }),
  )
  .min(1)
  .max(64)
  .transform((values) => [...new Set(values)].toSorted());

export const webhookStates = ['enabled', 'disabled'] as const;
export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;
/** Why an attempt failed. `bad_status` stands beside the status code. */
export const deliveryErrors = [
  'bad_status',
  'redirected',
  'gone',
  'timed_out',
  'unreachable',
  'unknown_host',
  'forbidden_address',
] as const;
export type DeliveryError = (typeof deliveryErrors)[number];

export const webhookResource = z.strictObject({
  id: z.string(),
  type: z.literal('webhook'),
  url: z.string(),
  event_types: z.array(z.string()),
  state: z.enum(webhookStates),
  /** `gone`: it answered 410. `failing`: it took nothing for five days. */
  disabled_reason: z.enum(['by_person', 'gone', 'failing']).nullable(),
  /** The first failure since the last success. */
  failing_since: nullableTime,
  /** Until then the secret before the present one signs too. */
  previous_secret_until: nullableTime,
  created_at: time,
  created_by: actorResource,
  updated_at: time,
});
export type WebhookResource = z.infer<typeof webhookResource>;

export const webhookDeliveryResource = z.strictObject({
  id: z.string(),
  type: z.literal('webhook_delivery'),
  webhook_id: z.string(),
  /** What the header webhook-id says, at every attempt: the audit entry, or of a test the delivery itself. */
  event_id: z.string(),
  event_type: z.string(),
  status: z.enum(deliveryStatuses),
  attempts: z.int(),
  last_status_code: z.int().nullable(),
  last_error: z.enum(deliveryErrors).nullable(),
  last_attempt_at: nullableTime,
  next_attempt_at: nullableTime,
  created_at: time,
  ended_at: nullableTime,
});
export type WebhookDeliveryResource = z.infer<typeof webhookDeliveryResource>;

/** Shown this once. */
const withSecret = webhookResource.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof withSecret>;

const createBody = z.strictObject({ url: address, event_types: types });
export type CreateWebhookBody = z.output<typeof createBody>;

const updateBody = z.strictObject({
  url: address.optional(),
  event_types: types.optional(),
  /** Enabled again it is told of what happens from then on. */
  state: z.enum(webhookStates).optional(),
});
export type UpdateWebhookBody = z.output<typeof updateBody>;

const rotateBody = z.strictObject({
  /** How long the old secret signs too, in hours. */
  overlap_hours: z.int().min(0).max(168).default(24),
});
export type RotateSecretBody = z.output<typeof rotateBody>;

const deliveriesQuery = pageQuery.extend({ status: z.enum(deliveryStatuses).optional() });
export type ListDeliveriesQuery = z.output<typeof deliveriesQuery>;

const params = z.object({ webhook_id: z.string() });
const base = { query: noQuery, isBodyOptional: true, wantsMemoryBeta: false } as const;
const one = { ...base, params } as const;

export const listWebhooksOperation = defineOperation({
  ...base,
  id: 'listWebhooks',
  method: 'GET',
  path: '/v1/webhooks',
  summary: 'List webhooks, newest first',
  params: z.object({}),
  query: pageQuery,
  body: noBody.optional(),
  response: pageOf(webhookResource),
});

export const createWebhookOperation = defineOperation({
  ...base,
  id: 'createWebhook',
  method: 'POST',
  path: '/v1/webhooks',
  summary: 'Create a webhook; answers once with the secret that signs',
  params: z.object({}),
  body: createBody,
  isBodyOptional: false,
  response: withSecret,
});

export const retrieveWebhookOperation = defineOperation({
  ...one,
  id: 'retrieveWebhook',
  method: 'GET',
  path: '/v1/webhooks/{webhook_id}',
  summary: 'Retrieve a webhook',
  body: noBody.optional(),
  response: webhookResource,
});

export const updateWebhookOperation = defineOperation({
  ...one,
  id: 'updateWebhook',
  method: 'POST',
  path: '/v1/webhooks/{webhook_id}',
  summary: 'Change the address or the events of a webhook, or disable or enable it',
  body: updateBody,
  response: webhookResource,
});

export const deleteWebhookOperation = defineOperation({
  ...one,
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/v1/webhooks/{webhook_id}',
  summary: 'Delete a webhook with its deliveries',
  body: noBody,
  response: z.strictObject({ id: z.string(), type: z.literal('webhook_deleted') }),
});

export const rotateWebhookSecretOperation = defineOperation({
  ...one,
  id: 'rotateWebhookSecret',
  method: 'POST',
  path: '/v1/webhooks/{webhook_id}/rotate_secret',
  summary: 'Give a webhook a new secret, shown once; the old one signs too for a while',
  body: rotateBody,
  response: withSecret,
});

export const testWebhookOperation = defineOperation({
  ...one,
  id: 'testWebhook',
  method: 'POST',
  path: '/v1/webhooks/{webhook_id}/test',
  summary: 'Send a test event to a webhook',
  body: noBody,
  response: webhookDeliveryResource,
});

export const listWebhookDeliveriesOperation = defineOperation({
  ...one,
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/webhooks/{webhook_id}/deliveries',
  summary: 'List the deliveries of a webhook of the last 30 days, newest first',
  query: deliveriesQuery,
  body: noBody.optional(),
  response: pageOf(webhookDeliveryResource),
});

export const replayWebhookDeliveryOperation = defineOperation({
  ...base,
  id: 'replayWebhookDelivery',
  method: 'POST',
  path: '/v1/webhooks/{webhook_id}/deliveries/{webhook_delivery_id}/replay',
  summary: 'Send a delivery again, as the same event',
  params: params.extend({ webhook_delivery_id: z.string() }),
  body: noBody,
  response: webhookDeliveryResource,
});
