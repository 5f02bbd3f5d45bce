import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { trailOf } from '@/lib/testing/records';
import { makeWebhook, openReceiver } from '@/lib/testing/webhooks';
import type { Message, Receiver } from '@/lib/testing/webhooks';

import { deliverWebhooks } from './deliver-webhooks';
import { findFollowed } from './find-followed';
import { listWebhookDeliveries, retrieveWebhook } from './read';
import { replayDelivery } from './replay-delivery';
import { maxAttempts } from './retry';
import { rotateSecret } from './rotate-secret';
import { sendTest } from './send-test';
import { updateWebhook } from './update-webhook';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;
let receiver: Receiver;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await withWorkspace(system, (tx) => tx.webhookEndpoint.deleteMany());
  await receiver.close();
});

const deliver = () =>
  deliverWebhooks({ workspaceId: system.workspaceId }, { allowsPrivate: true, chance: () => 0.5 });

/** Until every transaction that was under way, in other databases of the same server too, is over. */
async function deliverUntil(count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await deliver();
        return receiver.messages.length;
      },
      { timeout: 20_000 },
    )
    .toBe(count);
}

/** As if so much time had passed for what waits. */
function hurry(): Promise<unknown> {
  return withWorkspace(system, (tx) =>
    tx.webhookDelivery.updateMany({
      where: { status: 'pending' },
      data: { nextAttemptAt: 0n, leasedUntil: null },
    }),
  );
}

const deliveriesOf = async (webhookId: string) =>
  (await listWebhookDeliveries(operator, webhookId, { limit: 100 })).data;
const idOf = ({ headers }: Message) => headers['webhook-id'];

/** Throws unless the signature is right; what the independent library makes of it. */
function verify(secret: string, { headers, body }: Message): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

describe('what happens', () => {
  test('arrives once for each webhook that wants it, signed, with ids only', async () => {
    const webhook = await makeWebhook(operator, { url: receiver.url });
    await makeWebhook(operator, { url: receiver.url, types: ['session.*'] });
    const memory = await makeMemory(operator, storeId, { path: '/secret-path.md', content: 'secret text' });
    await deleteMemory(operator, { storeId, memoryId: memory.id }, undefined);
    await deliverUntil(2);
    await deliver();
    const events = receiver.messages.map((message) => verify(webhook.secret, message));
    const [created, deleted] = (await trailOf(system, memory.id)).map((entry) => entry.action);
    expect([created, deleted]).toEqual(['memory.created', 'memory.deleted']);
    expect(events).toContainEqual({
      type: 'memory.created',
      timestamp: expect.stringMatching(/Z$/) as string,
      data: {
        audit_entry_id: expect.stringMatching(/^audit_/) as string,
        workspace_id: system.workspaceId,
        memory_store_id: storeId,
        memory_id: memory.id,
        memory_version_id: memory.memory_version_id,
        actor: { type: 'api_actor', api_key_id: operator.id },
      },
    });
    expect(new Set(receiver.messages.map(idOf)).size).toBe(2);
    for (const { body, method } of receiver.messages) {
      expect(method).toBe('POST');
      expect(body).not.toContain('secret');
    }
    expect((await deliveriesOf(webhook.id)).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });

  test('before there was a webhook is not told, nor while it was disabled', async () => {
    await makeMemory(operator, storeId);
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await updateWebhook(operator, id, { state: 'disabled' });
    await makeMemory(operator, storeId);
    await deliver();
    await updateWebhook(operator, id, { state: 'enabled' });
    const { id: memoryId } = await makeMemory(operator, storeId);
    await deliverUntil(1);
    expect(receiver.messages[0]?.body).toContain(memoryId);
  });

  test('is told once, however many processes are at it', async () => {
    await makeWebhook(operator, { url: receiver.url });
    for (let count = 0; count < 12; count += 1) await makeMemory(operator, storeId);
    await expect
      .poll(
        async () => {
          await Promise.all([deliver(), deliver(), deliver(), deliver()]);
          return receiver.messages.length;
        },
        { timeout: 20_000 },
      )
      .toBe(12);
    await Promise.all([deliver(), deliver()]);
    expect(new Set(receiver.messages.map(idOf)).size).toBe(12);
    expect(receiver.messages).toHaveLength(12);
  });

  test('an attempt that is under way is made by nobody else', async () => {
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await sendTest(operator, id);
    const release = receiver.hold();
    const first = deliver();
    await expect.poll(() => receiver.messages.length).toBe(1);
    await deliver();
    expect(receiver.messages).toHaveLength(1);
    release();
    await first;
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'delivered', attempts: 1 });
  });
});

describe('what fails', () => {
  test('is tried again later, as the same event, until it arrives', async () => {
    const { id, secret } = await makeWebhook(operator, { url: receiver.url });
    const test = await sendTest(operator, id);
    receiver.answer(503);
    await deliver();
    await deliver();
    expect(receiver.messages).toHaveLength(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({
      status: 'pending',
      attempts: 1,
      last_status_code: 503,
      last_error: 'bad_status',
    });
    expect((await retrieveWebhook(operator, id)).failing_since).not.toBeNull();
    await hurry();
    receiver.answer(200);
    await deliver();
    expect(receiver.messages.map(idOf)).toEqual([test.event_id, test.event_id]);
    expect(new Set(receiver.messages.map(({ body }) => body)).size).toBe(1);
    for (const message of receiver.messages) verify(secret, message);
    expect((await deliveriesOf(id))[0]).toMatchObject({
      status: 'delivered',
      attempts: 2,
      last_status_code: 200,
      last_error: null,
      next_attempt_at: null,
    });
    expect((await retrieveWebhook(operator, id)).failing_since).toBeNull();
  });

  test('is given up after the last attempt, and can be sent again by a person', async () => {
    const { id } = await makeWebhook(operator, { url: receiver.url });
    const { id: deliveryId } = await sendTest(operator, id);
    receiver.answer(500);
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      await hurry();
      await deliver();
    }
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'failed', attempts: maxAttempts });
    await hurry();
    await deliver();
    expect(receiver.messages).toHaveLength(maxAttempts);
    receiver.answer(204);
    await replayDelivery(operator, { webhookId: id, deliveryId });
    await deliver();
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'delivered', attempts: 1 });
    expect(new Set(receiver.messages.map(idOf)).size).toBe(1);
  });

  test('a process that died in the middle of an attempt loses it to another one', async () => {
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await sendTest(operator, id);
    await withWorkspace(system, (tx) =>
      tx.webhookDelivery.updateMany({ data: { attempts: 1, leasedUntil: 9_000_000_000_000_000n } }),
    );
    await deliver();
    expect(receiver.messages).toHaveLength(0);
    await withWorkspace(system, (tx) => tx.webhookDelivery.updateMany({ data: { leasedUntil: 1n } }));
    await deliver();
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  test('redirects are not followed', async () => {
    const elsewhere = await openReceiver();
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await sendTest(operator, id);
    receiver.answer(307, { location: elsewhere.url });
    await deliver();
    expect((await deliveriesOf(id))[0]).toMatchObject({ last_status_code: 307, last_error: 'redirected' });
    expect(elsewhere.messages).toEqual([]);
    await elsewhere.close();
  });

  test('nobody listening is a failure like another', async () => {
    const gone = await openReceiver();
    await gone.close();
    const { id } = await makeWebhook(operator, { url: gone.url });
    await sendTest(operator, id);
    await deliver();
    expect((await deliveriesOf(id))[0]).toMatchObject({ last_status_code: null, last_error: 'unreachable' });
  });

  test.each([
    ['http://127.0.0.1:1/'],
    ['https://127.0.0.1:1/'],
    ['https://localhost:1/'],
    ['https://[::1]:1/'],
  ])('nothing goes to %s unless the installation allows it', async (url) => {
    const { id } = await makeWebhook(operator, { url });
    await sendTest(operator, id);
    await deliverWebhooks({ workspaceId: system.workspaceId }, { allowsPrivate: false });
    expect((await deliveriesOf(id))[0]).toMatchObject({
      last_status_code: null,
      last_error: 'forbidden_address',
    });
  });
});

describe('a webhook', () => {
  test('that answers 410 is disabled at once, by the system', async () => {
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await sendTest(operator, id);
    receiver.answer(410);
    await deliver();
    expect(await retrieveWebhook(operator, id)).toMatchObject({ state: 'disabled', disabled_reason: 'gone' });
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'failed', last_error: 'gone' });
    expect((await trailOf(system, id)).at(-1)).toMatchObject({
      action: 'webhook.disabled',
      actor: { type: 'system_actor', system_id: 'webhooks' },
      details: { reason: 'gone' },
    });
  });

  test('that took nothing for days is disabled', async () => {
    const { id } = await makeWebhook(operator, { url: receiver.url });
    await sendTest(operator, id);
    receiver.answer(500);
    await deliver();
    expect(await retrieveWebhook(operator, id)).toMatchObject({ state: 'enabled' });
    await withWorkspace(system, (tx) => tx.webhookEndpoint.updateMany({ data: { failingSince: 1n } }));
    await hurry();
    await deliver();
    expect(await retrieveWebhook(operator, id)).toMatchObject({
      state: 'disabled',
      disabled_reason: 'failing',
    });
  });

  test('whose secret was rotated signs with both, and after the overlap with the new one', async () => {
    const { id, secret: old } = await makeWebhook(operator, { url: receiver.url });
    const { secret } = await rotateSecret(operator, id, { overlap_hours: 24 });
    await sendTest(operator, id);
    await deliver();
    const [both] = receiver.messages;
    verify(old, both!);
    verify(secret, both!);
    await withWorkspace(system, (tx) => tx.webhookEndpoint.updateMany({ data: { previousUntil: 1n } }));
    await sendTest(operator, id);
    await deliver();
    const [, alone] = receiver.messages;
    verify(secret, alone!);
    expect(() => verify(old, alone!)).toThrow(/No matching signature/);
  });

  test('makes its workspace one that is followed', async () => {
    expect(await findFollowed()).not.toContain(system.workspaceId);
    const { id } = await makeWebhook(operator, { url: receiver.url });
    expect(await findFollowed()).toContain(system.workspaceId);
    await updateWebhook(operator, id, { state: 'disabled' });
    expect(await findFollowed()).not.toContain(system.workspaceId);
  });
});
