import { expect, test } from 'vitest';

import { deliveryErrors } from '@/lib/webhooks/schema';
import type { WebhookDeliveryResource, WebhookResource } from '@/lib/webhooks/schema';

import { describeAttempt, describeState } from './delivery-words';

const delivery: WebhookDeliveryResource = {
  id: 'whdl_1',
  type: 'webhook_delivery',
  webhook_id: 'whook_1',
  event_id: 'audit_1',
  event_type: 'memory.created',
  status: 'pending',
  attempts: 0,
  last_status_code: null,
  last_error: null,
  last_attempt_at: null,
  next_attempt_at: null,
  created_at: '2026-11-20T09:30:00.000000Z',
  ended_at: null,
};

test('how it went is said', () => {
  expect(describeAttempt(delivery)).toBe('not tried yet');
  expect(describeAttempt({ ...delivery, attempts: 1, last_status_code: 204 })).toBe('tried once: 204, taken');
  const failed = { ...delivery, attempts: 3, last_status_code: 503, last_error: 'bad_status' } as const;
  expect(describeAttempt(failed)).toBe('tried 3 times: 503, refused');
  for (const error of deliveryErrors)
    expect(describeAttempt({ ...delivery, attempts: 2, last_error: error })).not.toContain('undefined');
});

test('how a webhook stands is a word, and never a colour alone', () => {
  const webhook = { state: 'enabled', disabled_reason: null, failing_since: null } as WebhookResource;
  expect(describeState(webhook).word).toBe('enabled');
  expect(describeState({ ...webhook, failing_since: delivery.created_at }).word).toBe('failing');
  for (const reason of ['by_person', 'gone', 'failing'] as const)
    expect(describeState({ ...webhook, state: 'disabled', disabled_reason: reason }).word).toMatch(
      /^disabled/,
    );
});
