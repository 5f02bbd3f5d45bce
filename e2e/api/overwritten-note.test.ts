import { describe, expect, inject, test } from 'vitest';

import { createSessionOperation, listSessionReadsOperation } from '@/lib/sessions/schema';
import { listVersionsOperation } from '@/lib/versions/schema';

import { createClient } from './support/client';
import { sha256, textOfBytes, unique } from './support/notes';
import { createSdk, sdkVersions } from './support/sdks';
import type { Sdk } from './support/sdks';
import { databaseKinds } from './support/servers-setup';

const note = textOfBytes(7285, 'What we know of the customer.\n');
const carelessNote = textOfBytes(1509, 'Summary.\n');

async function startSession(operator: Sdk, storeId: string) {
  const resources = [
    { type: 'memory_store' as const, memory_store_id: storeId, access: 'read_write' as const },
  ];
  const created = await operator.beta.sessions.create({
    agent: 'agent_support',
    environment_id: 'env_support',
    resources,
  });
  return createSessionOperation.response.parse(created);
}

async function overwriteByStranger(version: string, url: string) {
  const key = inject('operatorKey');
  const operator = createSdk(version, url, key);
  const store = await operator.beta.memoryStores.create({ name: unique('notes') });
  const [first, second] = [await startSession(operator, store.id), await startSession(operator, store.id)];
  const a = createSdk(version, url, first.session_token);
  const b = createSdk(version, url, second.session_token);
  const memory = await a.beta.memoryStores.memories.create(store.id, {
    path: '/customers/4711.md',
    content: note,
  });
  await b.beta.memoryStores.memories.update(memory.id, { memory_store_id: store.id, content: carelessNote });
  return { operator, plain: createClient(url, key), store, memory, first, second, b };
}

describe.each(databaseKinds)('an overwritten note, on %s', (kind) => {
  describe.each(sdkVersions)('through the SDK %s', (version) => {
    const overwrite = () => overwriteByStranger(version, inject('serverUrls')[kind]);

    test('the version log shows who wrote what, and that the second writer had not read the first', async () => {
      const { operator, plain, store, memory, first, second } = await overwrite();
      const log = await operator.beta.memoryStores.memoryVersions.list(store.id, { memory_id: memory.id });
      expect(
        log.data.map(({ operation, content_size_bytes, created_by }) => [
          operation,
          content_size_bytes,
          created_by,
        ]),
      ).toEqual([
        ['modified', 1509, { type: 'session_actor', session_id: second.id }],
        ['created', 7285, { type: 'session_actor', session_id: first.id }],
      ]);

      const params = { memory_store_id: store.id };
      const query = { memory_id: memory.id, include: 'governance' };
      const governed = await plain.call(listVersionsOperation, { params, query });
      expect(governed.data.map((each) => each.governance?.prior_knowledge)).toEqual(['not_read', null]);
      const reads = await plain.call(listSessionReadsOperation, { params: { session_id: second.id } });
      expect(reads.data).toEqual([]);
    });

    test('an operator puts the first content back, byte for byte, and redacts what was overwritten', async () => {
      const { operator, store, memory } = await overwrite();
      const { memories, memoryVersions } = operator.beta.memoryStores;
      const inStore = { memory_store_id: store.id };
      const [careless, original] = (await memoryVersions.list(store.id, { memory_id: memory.id })).data;
      if (!careless?.content_sha256 || !original) throw new Error('Two versions were expected.');

      const old = await memoryVersions.retrieve(original.id, inStore);
      const restored = await memories.update(memory.id, {
        ...inStore,
        content: old.content ?? null,
        precondition: { type: 'content_sha256', content_sha256: careless.content_sha256 },
      });
      expect(restored.content_sha256).toBe(sha256(note));
      expect((await memories.retrieve(memory.id, inStore)).content).toBe(note);
      const head = await memoryVersions.retrieve(restored.memory_version_id, inStore);
      expect(head).toMatchObject({
        operation: 'modified',
        content: note,
        content_sha256: original.content_sha256,
      });
      expect(head.created_by?.type).toBe('api_actor');
      expect((await memoryVersions.list(store.id, { memory_id: memory.id })).data).toHaveLength(3);

      const redacted = await memoryVersions.redact(original.id, inStore);
      const blank = { path: null, content: null, content_sha256: null, content_size_bytes: null };
      expect(redacted).toEqual({
        ...original,
        ...blank,
        redacted_at: redacted.redacted_at,
        redacted_by: head.created_by,
      });
      expect(redacted.redacted_at).not.toBeNull();
      expect(await memoryVersions.retrieve(original.id, inStore)).toEqual(redacted);
      expect(await memoryVersions.redact(original.id, inStore)).toEqual(redacted);
      await expect(memoryVersions.redact(head.id, inStore)).rejects.toMatchObject({
        status: 400,
        type: 'invalid_request_error',
      });
      expect((await memories.retrieve(memory.id, inStore)).content).toBe(note);
    });

    test('a stale precondition is refused in one request', async () => {
      const { b, store, memory } = await overwrite();
      const before = b.sent.length;
      const attempt = b.beta.memoryStores.memories.update(memory.id, {
        memory_store_id: store.id,
        content: 'from a stale base',
        precondition: { type: 'content_sha256', content_sha256: sha256(note) },
      });
      await expect(attempt).rejects.toMatchObject({ status: 409, type: 'memory_precondition_failed_error' });
      expect(b.sent.slice(before).map((each) => each.status)).toEqual([409]);
    });

    test('of 16 racing writers on one base exactly one wins', async () => {
      const { b, store, memory } = await overwrite();
      const before = b.sent.length;
      const attempts = Array.from({ length: 16 }, (_, writer) =>
        b.beta.memoryStores.memories.update(memory.id, {
          memory_store_id: store.id,
          content: `writer ${writer}`,
          precondition: { type: 'content_sha256', content_sha256: sha256(carelessNote) },
        }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(lost.map(({ reason }) => (reason as { type?: unknown }).type)).toEqual(
        Array.from({ length: 15 }, () => 'memory_precondition_failed_error'),
      );
      expect(b.sent.length - before).toBe(16);
      const log = await b.beta.memoryStores.memoryVersions.list(store.id, { memory_id: memory.id });
      expect(log.data).toHaveLength(3);
    });
  });
});
