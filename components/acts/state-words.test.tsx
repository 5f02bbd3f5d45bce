import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applicableActs, canUndo, heldReasons, oppositeOf, withholdable } from './state-words';

function servedOf(isQuarantined: boolean, isSpared: boolean): string | null {
  if (!isQuarantined) return 'memver_2';
  return isSpared ? 'memver_1' : null;
}

const instant = fc.option(fc.constant('2026-01-01T00:00:00Z'));
const states = fc
  .record({
    archived_at: instant,
    quarantined_at: instant,
    restricted_at: instant,
    locked_at: instant,
    isSpared: fc.boolean(),
  })
  .map(({ isSpared, ...state }) => ({
    ...state,
    withheld: [],
    head_version_id: 'memver_2',
    served_version_id: servedOf(state.quarantined_at !== null, isSpared),
    version_count: 2,
    reads: { read_count_7d: 0, delivered_count_7d: 0 },
  }));

test('of archive and unarchive, and of lock and unlock, exactly one applies', () => {
  fc.assert(
    fc.property(states, (state) => {
      const acts = applicableActs(state);
      for (const act of ['archive', 'lock'] as const) {
        expect(acts.includes(act)).toBe(!acts.includes(oppositeOf(act)));
      }
    }),
  );
});

test('what is not held can be withheld, and what is held released', () => {
  fc.assert(
    fc.property(states, (state) => {
      const acts = applicableActs(state);
      expect(acts.includes('withhold') || acts.includes('release')).toBe(true);
      expect(withholdable(state).includes('restricted')).toBe(!heldReasons(state).includes('restricted'));
    }),
  );
});

test('a release that cannot be put back as it was offers no undo', () => {
  fc.assert(
    fc.property(states, (state) => {
      const isSpared = state.quarantined_at !== null && state.served_version_id !== null;
      expect(canUndo('release', state)).toBe(!isSpared);
      expect(canUndo('archive', state)).toBe(true);
    }),
  );
});
