import { describe, expect, inject, test } from 'vitest';

import { textOfBytes, unique } from './support/notes';
import { createSdk, sdkVersions } from './support/sdks';
import type { Sdk } from './support/sdks';
import { databaseKinds } from './support/servers-setup';

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

async function makeStore(sdk: Sdk) {
  return sdk.beta.memoryStores.create({
    name: unique('store'),
    description: 'first',
    metadata: { team: 'blue' },
  });
}

describe.each(databaseKinds)('the 14 operations on %s', (kind) => {
  describe.each(sdkVersions)('through the SDK %s', (version) => {
    const makeSdk = () => createSdk(version, inject('serverUrls')[kind], inject('operatorKey'));

    test('memory stores: create, retrieve, update, list, archive, delete', async () => {
      const sdk = makeSdk();
      const { memoryStores } = sdk.beta;
      const store = await makeStore(sdk);
      expect(store.id).toMatch(/^memstore_01[1-9A-HJ-NP-Za-km-z]{22}$/);
      expect(store).toMatchObject({ description: 'first', metadata: { team: 'blue' }, archived_at: null });
      expect(store.updated_at).toBe(store.created_at);
      expect(await memoryStores.retrieve(store.id)).toEqual(store);

      const patch = { description: '', metadata: { team: null, color: 'red' } };
      const updated = await memoryStores.update(store.id, patch as Parameters<typeof memoryStores.update>[1]);
      expect(updated).toMatchObject({ name: store.name, description: '', metadata: { color: 'red' } });
      expect(updated.updated_at > store.updated_at).toBe(true);
      expect(await memoryStores.update(store.id, { name: store.name })).toEqual(updated);

      const bounds = { 'created_at[gte]': store.created_at, 'created_at[lte]': store.created_at };
      expect((await memoryStores.list({ ...bounds, limit: 100 })).data).toContainEqual(updated);
      expect(decodeURIComponent(sdk.sent.at(-1)?.url ?? '')).toContain('created_at[gte]');

      const archived = await memoryStores.archive(store.id);
      expect(archived.archived_at).toBe(archived.updated_at);
      expect(await memoryStores.archive(store.id)).toEqual(archived);
      const ids = async (params: object) =>
        (await memoryStores.list({ ...bounds, ...params })).data.map(({ id }) => id);
      expect(await ids({})).not.toContain(store.id);
      expect(await ids({ include_archived: true })).toContain(store.id);

      expect(await memoryStores.delete(store.id)).toEqual({ id: store.id, type: 'memory_store_deleted' });
      await expect(memoryStores.retrieve(store.id)).rejects.toMatchObject({ status: 404 });
    });

    test('memories: create, retrieve, update, list, delete', async () => {
      const sdk = makeSdk();
      const { memories } = sdk.beta.memoryStores;
      const store = await makeStore(sdk);
      const inStore = { memory_store_id: store.id };
      const created = await memories.create(store.id, { path: '/a b/ü.md', content: 'one' });
      expect(created).toMatchObject({ path: '/a b/ü.md', content: null, content_size_bytes: 3 });
      expect(await memories.retrieve(created.id, inStore)).toEqual({ ...created, content: 'one' });
      expect(await memories.retrieve(created.id, { ...inStore, view: 'basic' })).toEqual(created);

      const renamed = await memories.update(created.id, { ...inStore, path: '/c.md', view: 'full' });
      expect(renamed).toMatchObject({
        id: created.id,
        path: '/c.md',
        content: 'one',
        content_sha256: created.content_sha256,
      });
      expect(renamed.memory_version_id).not.toBe(created.memory_version_id);
      const largest = textOfBytes(102_400, '');
      const both = await memories.update(created.id, {
        ...inStore,
        path: '/d.md',
        content: largest,
        view: 'full',
      });
      expect(both).toMatchObject({ path: '/d.md', content: largest });
      expect(await memories.update(created.id, { ...inStore, content: largest, view: 'full' })).toEqual(both);

      const empty = await memories.create(store.id, { path: '/e/f', content: '' });
      const listed = await collect(memories.list(store.id, { depth: 1, limit: 1 }));
      expect(listed).toEqual([
        { ...both, content: null },
        { type: 'memory_prefix', path: '/e/' },
      ]);
      expect((await memories.list(store.id, { path_prefix: '/e/', view: 'full' })).data).toEqual([
        { ...empty, content: '' },
      ]);

      const gone = await memories.delete(created.id, {
        ...inStore,
        expected_content_sha256: both.content_sha256,
      });
      expect(gone).toEqual({ id: created.id, type: 'memory_deleted' });
      await expect(memories.retrieve(created.id, inStore)).rejects.toMatchObject({ status: 404 });
      const again = await memories.create(store.id, { path: '/d.md', content: 'again' });
      expect(again.id).not.toBe(created.id);
    });

    test('memory versions: list, retrieve, redact', async () => {
      const sdk = makeSdk();
      const { memories, memoryVersions } = sdk.beta.memoryStores;
      const store = await makeStore(sdk);
      const inStore = { memory_store_id: store.id };
      const memory = await memories.create(store.id, { path: '/a.md', content: 'one' });
      await memories.update(memory.id, { ...inStore, content: 'two' });
      await memories.update(memory.id, { ...inStore, path: '/b.md' });
      await memories.delete(memory.id, inStore);

      const versions = await collect(
        memoryVersions.list(store.id, { memory_id: memory.id, limit: 3, view: 'full' }),
      );
      expect(versions.map(({ operation, path, content }) => [operation, path, content])).toEqual([
        ['deleted', '/b.md', null],
        ['modified', '/b.md', 'two'],
        ['modified', '/a.md', 'two'],
        ['created', '/a.md', 'one'],
      ]);
      expect(versions[0]).toMatchObject({
        content_sha256: null,
        content_size_bytes: null,
        redacted_at: null,
      });
      const created = versions.filter(({ operation }) => operation === 'created');
      const filtered = await memoryVersions.list(store.id, { operation: 'created', view: 'full' });
      expect(filtered.data).toEqual(created);
      const nobody = await memoryVersions.list(store.id, { session_id: 'sesn_01nobody' });
      expect(nobody.data).toEqual([]);

      for (const version of versions) {
        expect(await memoryVersions.retrieve(version.id, inStore)).toEqual(version);
        const redacted = await memoryVersions.redact(version.id, inStore);
        expect(redacted).toMatchObject({
          path: null,
          content: null,
          content_sha256: null,
          content_size_bytes: null,
        });
        expect(redacted).toMatchObject({ created_at: version.created_at, created_by: version.created_by });
      }
    });
  });
});
