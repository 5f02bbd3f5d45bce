import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { listMemories } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { collect, upload } from '@/lib/testing/transfers';

import { exportWorkspace } from './export-workspace';
import { importWorkspace } from './import-workspace';

useDatabase();

type Write = { memory: number; act: 'write' | 'move' | 'delete' | 'withhold'; content: string };

/** Carries one act out on the memory of that number, which is made when it is not there. */
async function carryOut(
  actor: Actor,
  storeId: string,
  { memory: number, act, content }: Write,
): Promise<void> {
  const { data } = await listMemories(actor, storeId, {
    limit: 20,
    path_prefix: `/${number}/`,
    depth: 0,
    view: 'basic',
  });
  const [found] = data;
  if (found?.type !== 'memory')
    return void (await makeMemory(actor, storeId, { path: `/${number}/a`, content }));
  const target = { storeId, memoryId: found.id };
  if (act === 'write') await updateMemory(actor, target, { content }, 'basic');
  if (act === 'move') await updateMemory(actor, target, { path: `${found.path.slice(0, 900)}b` }, 'basic');
  if (act === 'delete') await deleteMemory(actor, target, undefined);
  if (act === 'withhold') await withholdMemory(actor, target, { reasons: ['quarantined', 'restricted'] });
}

test('an archive that is brought in and taken out again is the same bytes, for whatever was written', async () => {
  const content = fc.string({ unit: 'binary', maxLength: 40 });
  const write = fc.record({
    memory: fc.nat(3),
    act: fc.constantFrom('write', 'move', 'delete', 'withhold'),
    content,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
      const from = (await makeWorkspace()).system;
      const store = await makeStore(from);
      for (const each of writes) await carryOut(from, store.id, each);
      const taken = await collect(await exportWorkspace(from));
      const to = (await makeWorkspace()).system;
      await importWorkspace(to, upload(taken));
      expect((await collect(await exportWorkspace(to))).equals(taken)).toBe(true);
    }),
    { numRuns: 8 },
  );
}, 120_000);
