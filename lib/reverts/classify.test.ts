import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { planItem } from './classify';
import type { History } from './classify';
import { countPlan, describePlan, planItems } from './plan';

/** One write of its own over an earlier version. */
const overwritten: History = {
  memory_id: 'mem_1',
  memory_store_id: 'memstore_1',
  first_number: 2,
  own_count: 1,
  head_number: 2,
  head_version_id: 'memver_2',
  head_at: 2n,
  head_path: '/a',
  head_sha256: 'new',
  before_id: 'memver_1',
  before_operation: 'created',
  before_path: '/a',
  before_sha256: 'old',
  is_before_redacted: false,
  is_store_archived: false,
  is_store_deleted: false,
};
const nothingBefore = {
  first_number: 1,
  head_number: 1,
  before_id: null,
  before_operation: null,
  before_path: null,
  before_sha256: null,
};
const redactedBefore = { is_before_redacted: true, before_path: null, before_sha256: null };
const deleted = { head_path: null, head_sha256: null };

function outcomeOf(change: Partial<History>) {
  const { classification, action, skipped_because } = planItem({ ...overwritten, ...change });
  return [classification, action, skipped_because];
}

describe('planItem', () => {
  test.each<[string, Partial<History>, [string, string, string | null]]>([
    ['overwrote', {}, ['clean', 'restore', null]],
    ['moved', { head_path: '/b', head_sha256: 'old' }, ['clean', 'restore', null]],
    ['came back to what was', { head_sha256: 'old' }, ['clean', 'none', 'nothing_to_change']],
    ['was edited since', { head_number: 3 }, ['edited_since', 'none', 'edited_since']],
    ['was redacted before', redactedBefore, ['target_redacted', 'none', 'target_redacted']],
    [
      'was removed before',
      { before_id: null, before_operation: null },
      ['target_removed', 'none', 'target_removed'],
    ],
    ['deleted', deleted, ['deleted_by_it', 'recreate', null]],
    ['created', nothingBefore, ['created_by_it', 'delete', null]],
    ['created, edited since', { ...nothingBefore, head_number: 2 }, ['edited_since', 'none', 'edited_since']],
    ['created and deleted', { ...nothingBefore, ...deleted }, ['created_by_it', 'none', 'nothing_to_change']],
    ['brought back', { before_operation: 'deleted', before_sha256: null }, ['created_by_it', 'delete', null]],
    [
      'brought back what was redacted as deleted',
      { ...redactedBefore, before_operation: 'deleted' },
      ['created_by_it', 'delete', null],
    ],
    ['wrote in an archived store', { is_store_archived: true }, ['clean', 'none', 'store_archived']],
    ['wrote in a deleted store', { is_store_deleted: true }, ['clean', 'none', 'store_deleted']],
  ])('a memory that it %s', (_, change, expected) => {
    expect(outcomeOf(change)).toEqual(expected);
  });
});

const maybe = fc.constantFrom('/a', '/b', null);
const history: fc.Arbitrary<History> = fc
  .record({
    memory_id: fc.nat({ max: 999 }).map((n) => `mem_${n}`),
    first_number: fc.integer({ min: 1, max: 4 }),
    own_count: fc.integer({ min: 1, max: 3 }),
    others: fc.nat({ max: 2 }),
    head_at: fc.bigInt({ min: 0n, max: 5n }),
    head_path: maybe,
    before_operation: fc.constantFrom('created', 'modified', 'deleted'),
    before_path: fc.constantFrom('/a', '/b'),
    before_sha256: fc.constantFrom('old', 'new'),
    is_before_redacted: fc.boolean(),
    is_store_archived: fc.boolean(),
    is_store_deleted: fc.boolean(),
  })
  .map(({ others, ...random }) => ({
    ...overwritten,
    ...random,
    head_number: random.first_number + random.own_count + others - 1,
    head_sha256: random.head_path === null ? null : 'new',
    ...(random.first_number === 1 && { before_id: null, before_operation: null }),
  }));

test('a memory is touched only when all that would be lost is what is undone, and there is a state to go back to', () => {
  fc.assert(
    fc.property(history, (each) => {
      const item = planItem(each);
      expect(item.action === 'none').toBe(item.skipped_because !== null);
      if (item.action === 'none') return;
      expect(each.head_number).toBe(each.first_number + each.own_count - 1);
      expect(each.is_store_archived || each.is_store_deleted).toBe(false);
      const wasThere = each.before_id !== null && each.before_operation !== 'deleted';
      expect(item.action === 'delete').toBe(!wasThere);
      expect(wasThere && each.is_before_redacted).toBe(false);
      expect(item.action === 'recreate').toBe(wasThere && each.head_path === null);
    }),
  );
});

test('a plan does not depend on the order in which memories are found, and does first what frees paths', () => {
  const histories = fc.uniqueArray(history, { selector: (each) => each.memory_id });
  fc.assert(
    fc.property(histories, (found) => {
      const items = planItems(found);
      expect(planItems(found.toReversed())).toEqual(items);
      expect(describePlan(items.toReversed())).toBe(describePlan(items));
      const ranks = items.map(({ action }) =>
        ['delete', 'restore recreate', 'none'].findIndex((rank) => rank.includes(action)),
      );
      expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
      const { classification, action } = countPlan(items);
      for (const counts of [classification, action]) {
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(items.length);
      }
    }),
  );
});

test('a memory leaves a path before another one goes back to it, whatever was written last', () => {
  const move = (name: string, from: string, to: string, at: bigint): History => ({
    ...overwritten,
    memory_id: name,
    before_path: from,
    head_path: to,
    head_at: at,
  });
  const orderOf = (...moves: History[]) => planItems(moves).map((item) => item.memory_id);
  const chain = [move('1', '/a', '/b', 1n), move('2', '/b', '/c', 5n), move('3', '/c', '/d', 9n)] as const;
  expect(orderOf(...chain)).toEqual(['1', '2', '3']);
  expect(orderOf(chain[2], chain[0], chain[1])).toEqual(['1', '2', '3']);
  const elsewhere = { ...chain[1], memory_store_id: 'memstore_2' };
  expect(orderOf(chain[0], elsewhere, chain[2])).toEqual(['3', '2', '1']);
  const circle = [move('1', '/a', '/b', 9n), move('2', '/b', '/a', 5n)];
  expect(orderOf(...circle)).toHaveLength(2);
});

test('another head, target or reason is another plan', () => {
  const describeOne = (change: Partial<History>) => describePlan(planItems([{ ...overwritten, ...change }]));
  const plans = [{}, { head_version_id: 'memver_3' }, { before_id: 'memver_0' }, { is_store_archived: true }];
  expect(new Set(plans.map(describeOne)).size).toBe(plans.length);
});
