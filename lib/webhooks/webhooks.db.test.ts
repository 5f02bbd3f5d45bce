import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { trailOf } from '@/lib/testing/records';

import { createWebhook } from './create-webhook';
import { deleteWebhook } from './delete-webhook';
import { listWebhookDeliveries, listWebhooks, retrieveWebhook } from './read';
import { replayDelivery } from './replay-delivery';
import { rotateSecret } from './rotate-secret';
import { webhookResource } from './schema';
import { sendTest } from './send-test';
import { updateWebhook } from './update-webhook';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const url = 'https://hooks.example.org/palimpsest';
const make = (actor = operator) => createWebhook(actor, { url, event_types: ['memory.*'] });

const entry = (action: string, webhookId: string, details: object) => ({
  type: 'audit_entry',
  action,
  actor: { type: 'api_actor', api_key_id: operator.id },
  target: { type: 'webhook', id: webhookId },
  memory_store_id: null,
  parent_id: null,
  reason_id: null,
  request_id: 'req_test',
  details,
});

test('where events go and how they are signed is changed by a person after a recent sign-in only', async () => {
  const webhook = await make();
  const person = { ...(await makeMember(system, 'admin')), hasRecentSignIn: false };
  const refused = [
    make(person),
    rotateSecret(person, webhook.id, { overlap_hours: 0 }),
    updateWebhook(person, webhook.id, { url: `${url}/elsewhere` }),
  ];
  for (const act of refused)
    await expect(act).rejects.toMatchObject({
      code: 'forbidden',
      details: { errorCode: 'step_up_required' },
    });
  await updateWebhook(person, webhook.id, { url, event_types: ['session.*'] });
});

describe('createWebhook', () => {
  test('makes one with its secret, which is not read again, and one audit entry', async () => {
    const { secret, ...webhook } = await make();
    expect(secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
    expect(webhookResource.parse(webhook)).toMatchObject({
      url,
      event_types: ['memory.*'],
      state: 'enabled',
    });
    expect(await retrieveWebhook(operator, webhook.id)).toEqual(webhook);
    expect(await trailOf(system, webhook.id)).toEqual([
      entry('webhook.created', webhook.id, { event_types: ['memory.*'] }),
    ]);
  });

  test('keeps the secret sealed', async () => {
    const { id, secret } = await make();
    const kept = await withWorkspace(system, (tx) =>
      tx.webhookEndpoint.findUniqueOrThrow({
        where: { workspaceId_id: { workspaceId: system.workspaceId, id } },
      }),
    );
    const raw = Buffer.from(secret.slice('whsec_'.length), 'base64');
    for (const text of [Buffer.from(secret), raw])
      expect(Buffer.from(kept.secret).includes(text)).toBe(false);
  });

  test.each([
    'http://hooks.example.org/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3:8443/',
  ])('refuses %s', async (address) => {
    await expect(createWebhook(operator, { url: address, event_types: ['memory.*'] })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('updateWebhook', () => {
  test('changes what it is told, with one audit entry, and records nothing when nothing changes', async () => {
    const { id } = await make();
    const next = 'https://elsewhere.example.org/';
    const changed = await updateWebhook(operator, id, { url: next, event_types: ['session.*'] });
    expect(changed).toMatchObject({ url: next, event_types: ['session.*'], state: 'enabled' });
    const trail = await trailOf(system, id);
    expect(trail.at(-1)).toEqual(
      entry('webhook.updated', id, { changed: ['url', 'event_types'], state: 'enabled' }),
    );
    expect(await updateWebhook(operator, id, { url: next, state: 'enabled' })).toEqual(changed);
    expect(await trailOf(system, id)).toEqual(trail);
  });

  test('disables and enables', async () => {
    const { id } = await make();
    const disabled = await updateWebhook(operator, id, { state: 'disabled' });
    expect(disabled).toMatchObject({ state: 'disabled', disabled_reason: 'by_person' });
    await expect(sendTest(operator, id)).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'webhook_disabled' },
    });
    const enabled = await updateWebhook(operator, id, { state: 'enabled' });
    expect(enabled).toMatchObject({ state: 'enabled', disabled_reason: null });
  });
});

describe('rotateSecret', () => {
  test('gives a new secret and says how long the old one signs too', async () => {
    const { id, secret: before } = await make();
    const { secret, ...rotated } = await rotateSecret(operator, id, { overlap_hours: 24 });
    expect(secret).not.toBe(before);
    expect(rotated.previous_secret_until).not.toBeNull();
    expect((await trailOf(system, id)).at(-1)).toEqual(
      entry('webhook.secret_rotated', id, { overlap_hours: 24 }),
    );
    const { previous_secret_until: none } = await rotateSecret(operator, id, { overlap_hours: 0 });
    expect(none).toBeNull();
  });
});

describe('sendTest and replayDelivery', () => {
  test('queue a delivery, and queue it again when it is over', async () => {
    const { id } = await make();
    const delivery = await sendTest(operator, id);
    expect(delivery).toMatchObject({ status: 'pending', attempts: 0, event_type: 'webhook.tested' });
    expect(delivery.event_id).toBe(delivery.id);
    const details = { webhook_delivery_id: delivery.id };
    expect((await trailOf(system, id)).at(-1)).toEqual(entry('webhook.tested', id, details));
    const ref = { webhookId: id, deliveryId: delivery.id };
    const trail = await trailOf(system, id);
    expect(await replayDelivery(operator, ref)).toEqual(delivery);
    expect(await trailOf(system, id)).toEqual(trail);
    const ended = { status: 'failed', attempts: 10, nextAttemptAt: null, endedAt: 1n };
    await withWorkspace(system, (tx) =>
      tx.webhookDelivery.updateMany({ where: { id: delivery.id }, data: ended }),
    );
    expect(await replayDelivery(operator, ref)).toMatchObject({
      id: delivery.id,
      event_id: delivery.event_id,
      status: 'pending',
      attempts: 0,
    });
    expect((await trailOf(system, id)).at(-1)).toEqual(entry('webhook.delivery_replayed', id, details));
  });
});

describe('deleteWebhook', () => {
  test('takes its deliveries along, with one audit entry', async () => {
    const { id } = await make();
    await sendTest(operator, id);
    expect(await deleteWebhook(operator, id)).toEqual({ id, type: 'webhook_deleted' });
    await expect(retrieveWebhook(operator, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await trailOf(system, id)).at(-1)).toEqual(entry('webhook.deleted', id, {}));
    const left = await withWorkspace(system, (tx) => tx.webhookDelivery.count({ where: { endpointId: id } }));
    expect(left).toBe(0);
  });
});

describe('every act on webhooks', () => {
  const acts: Record<string, (actor: Actor, id: string, deliveryId: string) => Promise<unknown>> = {
    retrieve: (actor, id) => retrieveWebhook(actor, id),
    update: (actor, id) => updateWebhook(actor, id, { state: 'disabled' }),
    rotate: (actor, id) => rotateSecret(actor, id, { overlap_hours: 1 }),
    test: (actor, id) => sendTest(actor, id),
    deliveries: (actor, id) => listWebhookDeliveries(actor, id, { limit: 10 }),
    replay: (actor, id, deliveryId) => replayDelivery(actor, { webhookId: id, deliveryId }),
    delete: (actor, id) => deleteWebhook(actor, id),
  };

  test('is for administrators, and never for agents', async () => {
    const { id } = await make();
    const delivery = await sendTest(operator, id);
    const store = await makeStore(system);
    const trail = await trailOf(system, id);
    for (const actor of [
      await makeMember(system, 'privacy_officer'),
      await makeMember(system, 'auditor'),
      await makeKey(system, { scopes: ['govern', 'audit:read', 'privacy'] }),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, { [store.id]: 'read_write' }),
    ]) {
      for (const act of [...Object.values(acts), make, (each: Actor) => listWebhooks(each, { limit: 1 })]) {
        await expect(act(actor, id, delivery.id)).rejects.toMatchObject({ code: 'forbidden' });
      }
    }
    expect(await trailOf(system, id)).toEqual(trail);
  });

  test('finds nothing of another workspace', async () => {
    const { id } = await make();
    const delivery = await sendTest(operator, id);
    const { system: stranger } = await makeWorkspace();
    for (const act of Object.values(acts)) {
      const attempt = act(stranger, id, delivery.id);
      await expect(attempt).rejects.toMatchObject({ code: 'not_found', message: `webhook not found: ${id}` });
    }
    expect((await listWebhooks(stranger, { limit: 10 })).data).toEqual([]);
    const other = await make(await makeKey(stranger));
    const foreign = { webhookId: other.id, deliveryId: delivery.id };
    await expect(replayDelivery(stranger, foreign)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('lists go on where they ended', async () => {
  const { system: own } = await makeWorkspace();
  for (let count = 0; count < 3; count += 1) await make(own);
  const first = await listWebhooks(own, { limit: 2 });
  const second = await listWebhooks(own, { limit: 2, page: first.next_page ?? '' });
  expect([first.data.length, second.data.length, second.next_page]).toEqual([2, 1, null]);
  const [webhook] = first.data;
  const webhookId = webhook?.id ?? '';
  for (let count = 0; count < 3; count += 1) await sendTest(own, webhookId);
  const page = await listWebhookDeliveries(own, webhookId, { limit: 2, status: 'pending' });
  const rest = await listWebhookDeliveries(own, webhookId, {
    limit: 2,
    status: 'pending',
    page: page.next_page ?? '',
  });
  expect([page.data.length, rest.data.length, rest.next_page]).toEqual([2, 1, null]);
});
