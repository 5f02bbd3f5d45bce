import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeKey, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { stateOf } from '@/lib/testing/store-states';
import type { StoreState } from '@/lib/testing/store-states';

import { executeRevert } from './execute-revert';
import { planRevert } from './plan-revert';
import { listRevertItems } from './read';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const step = fc.record({
  who: fc.constantFrom('before', 'reverted', 'other'),
  act: fc.constantFrom('create', 'update', 'update', 'move', 'delete'),
  which: fc.nat({ max: 9 }),
  path: fc.constantFrom('/a', '/b', '/b/c', '/d', '/e', '/f'),
  content: fc.constantFrom('x', 'y', ''),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

type Run = { storeId: string; memoryIds: string[]; writers: Map<string, Set<string>> };

async function write({ storeId, memoryIds }: Run, actor: Actor, { act, which, path, content }: Step) {
  if (act === 'create') {
    const { id } = await createMemory(actor, storeId, { path, content }, 'basic');
    memoryIds.push(id);
    return id;
  }
  const memoryId = memoryIds[which % Math.max(memoryIds.length, 1)];
  if (memoryId === undefined) return null;
  const target = { storeId, memoryId };
  if (act === 'delete') await deleteMemory(actor, target, undefined);
  else await updateMemory(actor, target, act === 'move' ? { path } : { content }, 'basic');
  return memoryId;
}

/** A write that the store refuses (a path that is taken, a memory that is gone) is no write. */
async function tryWrite(run: Run, actor: Actor, each: Step): Promise<void> {
  const before = await stateOf(system, run.storeId);
  const memoryId = await write(run, actor, each).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  if (memoryId === null) return;
  const after = await stateOf(system, run.storeId);
  if (JSON.stringify(before[memoryId]) === JSON.stringify(after[memoryId]) && memoryId in before) return;
  run.writers.set(memoryId, (run.writers.get(memoryId) ?? new Set()).add(actor.id));
}

function pick(state: StoreState, ids: Iterable<string>): StoreState {
  return Object.fromEntries([...ids].map((id) => [id, state[id] ?? null]));
}

test(
  'what only the session touched is as it was before, and nothing else moved',
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { id: storeId } = await makeStore(system);
        const reverted = await makeSession(system, { [storeId]: 'read_write' });
        const other = await makeSession(system, { [storeId]: 'read_write' });
        const run: Run = { storeId, memoryIds: [], writers: new Map() };
        for (const each of steps.filter(({ who }) => who === 'before')) await tryWrite(run, operator, each);
        const before = await stateOf(system, storeId);
        run.writers.clear();
        for (const each of steps.filter(({ who }) => who !== 'before')) {
          await tryWrite(run, each.who === 'reverted' ? reverted : other, each);
        }
        const after = await stateOf(system, storeId);
        const plan = await planRevert(operator, { subject: { type: 'session', id: reverted.id } });
        const hasWork = plan.counts.outcome.pending > 0;
        if (hasWork) await executeRevert(operator, plan.id, { preview_hash: plan.preview_hash });

        const { data: items } = await listRevertItems(operator, plan.id, { limit: 100 });
        const unable = items
          .filter((item) => item.error_code === 'path_conflict')
          .map((item) => item.memory_id);
        const own = [...run.writers]
          .filter(([, who]) => who.size === 1 && who.has(reverted.id))
          .map(([id]) => id);
        const shared = [...run.writers].filter(([, who]) => who.size === 2).map(([id]) => id);
        const touched = own.filter((id) => !unable.includes(id));
        const now = await stateOf(system, storeId);
        expect(pick(now, touched)).toEqual(pick(before, touched));
        // Where somebody else wrote first and the session after them, going back is not going back to the beginning.
        const others = Object.keys(after).filter((id) => !own.includes(id) && !shared.includes(id));
        expect(pick(now, [...others, ...unable])).toEqual(pick(after, [...others, ...unable]));

        if (!items.some((item) => item.outcome === 'done') || unable.length > 0) return;
        const undo = await planRevert(operator, { subject: { type: 'revert', id: plan.id } });
        const undone = await executeRevert(operator, undo.id, { preview_hash: undo.preview_hash });
        const isWhole = undone.counts.outcome.failed === 0;
        expect(isWhole ? await stateOf(system, storeId) : after).toEqual(after);
      }),
      { numRuns: isEmbedded ? 10 : 25 },
    );
  },
);
