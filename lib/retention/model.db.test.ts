import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeStore, makeWorkspace } from '@/lib/testing/factories';
import { makeOldHistories, numbersOf } from '@/lib/testing/old-histories';

import { previewRun } from './preview-run';
import { retrieveRun } from './read';
import { runRetention } from './run-retention';
import { setPolicy } from './set-policy';
import { startRun } from './start-run';

useDatabase();

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

const ages = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 7 })
  .map((found) => found.toSorted((left, right) => right - left));
const history = fc
  .record({ ages, isDeleted: fc.boolean(), served: fc.option(fc.nat({ max: 6 }), { nil: undefined }) })
  .map(({ served, ...rest }) => {
    // Only a live memory with a quarantined head is served something else.
    const isServed = served !== undefined && served < rest.ages.length - 1 && !rest.isDeleted;
    return { ...rest, isDeleted: rest.isDeleted && rest.ages.length > 1, ...(isServed && { served }) };
  });
const days = fc.integer({ min: 1, max: 40 });
const policy = fc.record({
  old_versions: fc.option(fc.record({ after_days: days, keep_newest: fc.integer({ min: 1, max: 4 }) })),
  deleted_memories: fc.option(fc.record({ after_days: days })),
});
const scenario = fc.record({
  histories: fc.array(history, { minLength: 1, maxLength: 4 }),
  policy,
  sliceSize: fc.integer({ min: 1, max: 5 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;
type History = Scenario['histories'][number] & { served?: number };

/** The rule in plain words, for one memory: the numbers of the versions that remain. */
function expectedNumbers({ ages: all, isDeleted, served }: History, rule: Scenario['policy']): number[] {
  const last = all.length - 1;
  const isGone = isDeleted && rule.deleted_memories && all[last]! >= rule.deleted_memories.after_days;
  if (isGone) return [];
  const versions = rule.old_versions;
  const isKept = (age: number, place: number) => {
    if (!versions || age < versions.after_days || place === last || place === served) return true;
    const isProtecting = !isDeleted || all[last]! < versions.after_days;
    const newerTexts = last - place - (isDeleted ? 1 : 0);
    return isProtecting && newerTexts < versions.keep_newest;
  };
  return all.flatMap((age, place) => (isKept(age, place) ? [place + 1] : []));
}

async function checkScenario({ histories, policy: rule, sliceSize }: Scenario): Promise<void> {
  const { id: storeId } = await makeStore(system);
  const ids = await makeOldHistories(system, storeId, histories);
  await setPolicy(system, storeId, rule);
  const before = histories.map(({ ages: all }) => all.map((_, place) => place + 1));
  const wanted = histories.map((each) => expectedNumbers(each, rule));
  const removedCount = before.flat().length - wanted.flat().length;

  const preview = await previewRun(system, { dry_run: true, memory_store_id: storeId, limit: 1000 });
  expect(preview.counts.memory_versions).toBe(removedCount);
  expect(await Promise.all(ids.map((id) => numbersOf(system, id)))).toEqual(before);

  const run = await startRun(system, { dry_run: false, memory_store_id: storeId });
  await runRetention(
    { workspaceId: system.workspaceId, retentionRunId: run.id },
    { sliceSize, maxSlices: Infinity },
  );
  expect(await Promise.all(ids.map((id) => numbersOf(system, id)))).toEqual(wanted);
  const { counts, status } = await retrieveRun(system, run.id);
  expect({ counts, status }).toEqual({ counts: preview.counts, status: 'done' });
  expect(counts.memories).toBe(wanted.filter((numbers) => numbers.length === 0).length);
}

test('after a run exactly the versions that the policy keeps remain, and the dry run said so', async () => {
  await fc.assert(fc.asyncProperty(scenario, checkScenario), {
    numRuns: isEmbedded ? 20 : 40,
    examples: [
      [
        {
          histories: [{ ages: [40, 30, 20, 10], isDeleted: false, served: 1 }],
          policy: { old_versions: { after_days: 5, keep_newest: 1 }, deleted_memories: null },
          sliceSize: 1,
        },
      ],
      [
        {
          histories: [{ ages: [40, 30, 2], isDeleted: true }],
          policy: { old_versions: { after_days: 5, keep_newest: 1 }, deleted_memories: { after_days: 30 } },
          sliceSize: 2,
        },
      ],
    ],
  });
}, 120_000);
