import { gunzipSync } from 'node:zlib';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { lockMemory } from '@/lib/memories/lock-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { deleteStore } from '@/lib/stores/delete-store';
import { useDatabase } from '@/lib/testing/database';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { collect } from '@/lib/testing/transfers';
import { redactVersion } from '@/lib/versions/redact-version';

import { archiveLine } from './archive';
import type { ArchiveLine } from './archive';
import { exportStore } from './export-store';
import { exportWorkspace } from './export-workspace';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

function linesOf(archive: Buffer): ArchiveLine[] {
  const lines = gunzipSync(archive).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => archiveLine.parse(JSON.parse(line)));
}

/** A memory that was rewritten, redacted and locked, one that is gone, one that is withheld, and one with a long history. */
async function fillStore(actor: Actor, storeId: string): Promise<void> {
  const first = await makeMemory(actor, storeId, { path: '/first', content: 'old \0 text' });
  const target = { storeId, memoryId: first.id };
  await updateMemory(actor, target, { content: 'newer' }, 'basic');
  await updateMemory(actor, target, { path: '/moved', content: 'newest' }, 'basic');
  await redactVersion(actor, storeId, first.memory_version_id);
  await lockMemory(actor, target, {});
  const gone = await makeMemory(actor, storeId, { path: '/gone' });
  await deleteMemory(actor, { storeId, memoryId: gone.id }, undefined);
  const withheld = await makeMemory(actor, storeId, { path: '/withheld' });
  await withholdMemory(actor, { storeId, memoryId: withheld.id }, { reasons: ['quarantined'] });
}

describe('exportStore', () => {
  test('gives every version in a fixed order, redacted ones as gaps, and says so in the trail', async () => {
    const store = await makeStore(system, { description: 'of things' });
    await fillStore(operator, store.id);
    const download = await exportStore(operator, store.id);
    expect(download.fileName).toBe(
      `palimpsest-${store.id}-${new Date().toISOString().slice(0, 10)}.ndjson.gz`,
    );
    const lines = linesOf(await collect(download));
    expect(lines.map(({ kind }) => kind)).toEqual([
      'manifest',
      'store',
      'memory',
      ...Array<string>(3).fill('version'),
      'memory',
      ...Array<string>(2).fill('version'),
      'memory',
      'version',
      'end',
    ]);
    const versions = lines.filter((line) => line.kind === 'version');
    expect(versions.map(({ number, path, content }) => [number, path, content]).slice(0, 5)).toEqual([
      [1, null, null],
      [2, '/first', 'newer'],
      [3, '/moved', 'newest'],
      [1, '/gone', expect.any(String)],
      [2, '/gone', null],
    ]);
    expect(versions[0]).toMatchObject({
      redacted: { by: { type: 'api_actor', id: operator.id } },
      content_sha256: null,
    });
    expect(lines.filter((line) => line.kind === 'memory')[2]).toMatchObject({ served_version_id: null });
    expect(lines.at(-1)).toMatchObject({ memory_store_count: 1, memory_count: 3, memory_version_count: 6 });
    const trail = await auditOf(system, store.id);
    expect(trail.at(-1)).toMatchObject({
      action: 'memory_store.exported',
      details: { memory_count: 3, memory_version_count: 6 },
    });
  });

  test('gives the same bytes again, and other bytes after a write', async () => {
    const store = await makeStore(system);
    await fillStore(operator, store.id);
    const before = await collect(await exportStore(operator, store.id));
    expect((await collect(await exportStore(operator, store.id))).equals(before)).toBe(true);
    await makeMemory(operator, store.id);
    expect((await collect(await exportStore(operator, store.id))).equals(before)).toBe(false);
  });

  test('leaves out what is written while it is read', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(operator, store.id, { content: 'before' });
    const download = await exportStore(operator, store.id);
    await updateMemory(operator, { storeId: store.id, memoryId: memory.id }, { content: 'after' }, 'basic');
    await makeMemory(operator, store.id);
    const lines = linesOf(await collect(download));
    expect(lines.filter((line) => line.kind === 'version').map(({ content }) => content)).toEqual(['before']);
    const head = { head_version_id: memory.memory_version_id, served_version_id: memory.memory_version_id };
    expect(lines.find((line) => line.kind === 'memory')).toMatchObject(head);
  });

  test('goes through histories and stores that are longer than a slice', async () => {
    const store = await makeStore(system);
    const { id } = await makeMemory(operator, store.id, { path: '/long' });
    for (let index = 0; index < 300; index += 1) {
      await updateMemory(operator, { storeId: store.id, memoryId: id }, { content: String(index) }, 'basic');
    }
    for (let index = 0; index < 260; index += 1)
      await makeMemory(operator, store.id, { path: `/many/${index}` });
    const lines = linesOf(await collect(await exportStore(operator, store.id)));
    const own = lines.filter((line) => line.kind === 'version' && line.memory_id === id);
    expect(own.map((line) => line.kind === 'version' && line.number)).toEqual(
      Array.from({ length: 301 }, (_, index) => index + 1),
    );
    expect(lines.at(-1)).toMatchObject({ memory_count: 261, memory_version_count: 561 });
  });

  test('of an empty store is an archive too', async () => {
    const store = await makeStore(system);
    const archive = await collect(await exportStore(operator, store.id));
    expect(linesOf(archive).map(({ kind }) => kind)).toEqual(['manifest', 'store', 'end']);
  });

  test('is refused to viewers, to agents and in other workspaces', async () => {
    const store = await makeStore(system);
    const viewer = await makeMember(system, 'viewer');
    await expect(exportStore(viewer, store.id)).rejects.toMatchObject({ code: 'forbidden' });
    const session = await makeSession(operator, { [store.id]: 'read_write' });
    await expect(exportStore(session, store.id)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeWorkspace();
    await expect(exportStore(other.system, store.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('exportWorkspace', () => {
  test('gives every store that is not deleted, by id, and nothing of another workspace', async () => {
    const { workspaceId, system: alone } = await makeWorkspace();
    const stores = [await makeStore(alone), await makeStore(alone), await makeStore(alone)];
    for (const store of stores) await fillStore(alone, store.id);
    await deleteStore(alone, stores[1]!.id);
    const download = await exportWorkspace(alone);
    const lines = linesOf(await collect(download));
    expect(lines[0]).toMatchObject({ scope: { type: 'workspace' } });
    expect(lines.flatMap((line) => (line.kind === 'store' ? [line.id] : []))).toEqual([
      stores[0]!.id,
      stores[2]!.id,
    ]);
    const details = { memory_store_count: 2, memory_count: 6, memory_version_count: 12 };
    expect(lines.at(-1)).toMatchObject(details);
    expect((await auditOf(alone, workspaceId)).at(-1)).toMatchObject({
      action: 'workspace.exported',
      details,
    });
  });

  test('is for admins', async () => {
    const reviewer = await makeMember(system, 'reviewer');
    await expect(exportWorkspace(reviewer)).rejects.toMatchObject({ code: 'forbidden' });
    const narrow = await makeKey(system, { scopes: ['admin'] });
    await expect(exportWorkspace(narrow)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
