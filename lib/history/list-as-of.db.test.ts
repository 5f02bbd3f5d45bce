import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { redactVersion } from '@/lib/versions/redact-version';

import { listAsOf } from './list-as-of';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const query = { limit: 100, path_prefix: '/', view: 'full' as const };

async function textsAt(actor: Actor, storeId: string, time: string) {
  const { data } = await listAsOf(actor, storeId, { ...query, at: parseInstant(time)! });
  return data.map((version) => [version.path, version.content]);
}

describe('listAsOf', () => {
  test('shows the store as it was after each write', async () => {
    const store = await makeStore(system);
    const a = await makeMemory(operator, store.id, { path: '/a', content: 'a1' });
    const b = await makeMemory(operator, store.id, { path: '/b', content: 'b1' });
    const moved = await updateMemory(
      operator,
      { storeId: store.id, memoryId: a.id },
      { path: '/c', content: 'a2' },
      'basic',
    );
    await deleteMemory(operator, { storeId: store.id, memoryId: b.id }, undefined);
    expect(await textsAt(operator, store.id, a.updated_at)).toEqual([['/a', 'a1']]);
    expect(await textsAt(operator, store.id, b.updated_at)).toEqual([
      ['/a', 'a1'],
      ['/b', 'b1'],
    ]);
    expect(await textsAt(operator, store.id, moved.updated_at)).toEqual([
      ['/b', 'b1'],
      ['/c', 'a2'],
    ]);
    expect(await textsAt(operator, store.id, '2100-01-01T00:00:00Z')).toEqual([['/c', 'a2']]);
    expect(await textsAt(operator, store.id, '2000-01-01T00:00:00Z')).toEqual([]);
  });

  test('pages through the paths below a prefix', async () => {
    const store = await makeStore(system);
    for (const name of ['x/1', 'x/2', 'x/3', 'xy/4'])
      await makeMemory(operator, store.id, { path: `/${name}` });
    const paths: (string | null)[] = [];
    let page: string | undefined;
    do {
      const at = parseInstant('2100-01-01T00:00:00Z')!;
      const listed = await listAsOf(operator, store.id, {
        limit: 2,
        path_prefix: '/x/',
        view: 'basic',
        at,
        ...(page && { page }),
      });
      paths.push(...listed.data.map((version) => version.path));
      page = listed.next_page ?? undefined;
    } while (page);
    expect(paths).toEqual(['/x/1', '/x/2', '/x/3']);
  });

  test('what was redacted since is a gap, and what is withheld is not shown to agents', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(operator, store.id, { content: 'secret' });
    const target = { storeId: store.id, memoryId: memory.id };
    await updateMemory(operator, target, { content: 'clean' }, 'basic');
    await redactVersion(operator, store.id, memory.memory_version_id);
    expect(await textsAt(operator, store.id, memory.updated_at)).toEqual([[null, null]]);
    await archiveMemory(operator, target, {});
    const agent = await makeKey(system, { kind: 'agent' });
    expect(await textsAt(agent, store.id, '2100-01-01T00:00:00Z')).toEqual([]);
  });

  test('is forbidden to an auditor, and other workspaces do not find the store', async () => {
    const store = await makeStore(system);
    const auditor = await makeMember(system, 'auditor');
    await expect(textsAt(auditor, store.id, '2100-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const other = await makeWorkspace();
    await expect(textsAt(other.system, store.id, '2100-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
