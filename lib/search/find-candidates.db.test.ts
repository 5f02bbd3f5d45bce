import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { findHeads, searchFor } from '@/lib/testing/searching';

import { findCandidates } from './find-candidates';
import type { Candidate } from './find-candidates';
import { openSearch } from './internal';
import { insertRows, toSearchRow } from './search-row';
import type { Findable } from './search-row';

const context = useDatabase();

const count = 24;
let operator: Actor;
let versions: Findable[];

beforeAll(async () => {
  operator = await makeKey((await makeWorkspace()).system);
  const store = await makeStore(operator);
  for (let made = 0; made < count; made += 1) {
    const content = made % 3 === 0 ? 'a quokka, and more' : 'a wombat';
    await makeMemory(operator, store.id, { content, path: `/part-${made % 4}/note-${made}.md` });
  }
  expect(await findHeads(operator, 'quokka', { limit: 100 })).toHaveLength(count / 3);
  versions = await asOwner(context, (query) =>
    query<Findable>(
      `SELECT v.id, v.memory_id, v.memory_store_id, v.recorded_at, v.actor_type, v.actor_id, v.path, c.body
       FROM memory_version v JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
       WHERE v.workspace_id = $1 ORDER BY v.recorded_at`,
      [operator.workspaceId],
    ),
  );
});

/** Puts the versions into eras of their own, as if thousands of rows lay between them. */
async function spread(eras: readonly number[]): Promise<void> {
  const { workspaceId } = operator;
  const rows = versions.map((version, index) => toSearchRow(version, { workspaceId, era: eras[index]! }));
  await readWorkspace(operator, async (query) => {
    await query('DELETE FROM search_text WHERE workspace_id = $1', [workspaceId]);
    await query('DELETE FROM search_era WHERE workspace_id = $1', [workspaceId]);
    await query(insertRows, [workspaceId, JSON.stringify(rows)]);
    await query(
      `INSERT INTO search_era (workspace_id, era, row_count, first_at, last_at)
       SELECT workspace_id, era, count(*), min(recorded_at), max(recorded_at) FROM search_text WHERE workspace_id = $1 GROUP BY 1, 2`,
      [workspaceId],
    );
  });
}

function find(query: string, fields: object, limit: number): Promise<Candidate[]> {
  const search = openSearch(operator, searchFor(query, fields));
  return readWorkspace(operator, (run) => findCandidates(run, search, limit));
}

const idsOf = (candidates: readonly { memory_version_id: string }[]) =>
  candidates.map((candidate) => candidate.memory_version_id);

/** Around every border between eras that are taken together, and far apart. */
const era = fc.oneof(
  fc.constantFrom(1, 2, 7, 8, 9, 16, 63, 64, 65, 66, 1023, 1024, 1025, 2048, 2049),
  fc.integer({ min: 1, max: 3000 }),
);
const scattered = fc.array(era, { minLength: count, maxLength: count });
const filters = fc.constantFrom({}, { path_prefix: '/part-1/' }, { path_prefix: '/part' });

test('wherever the rows lie, all are found, or as many as are wanted, by time the newest', async () => {
  await fc.assert(
    fc.asyncProperty(scattered, filters, fc.integer({ min: 1, max: 9 }), async (eras, filter, limit) => {
      await spread(eras);
      const prefix = 'path_prefix' in filter ? filter.path_prefix : '/';
      const held = versions
        .filter(({ body, path }) => Buffer.from(body).includes('quokka') && path.startsWith(prefix))
        .map(({ id }) => id)
        .toReversed();
      expect(idsOf(await find('quokka', filter, 1000))).toEqual(held);
      expect(idsOf(await find('quokka', { ...filter, order: 'recent' }, limit))).toEqual(
        held.slice(0, limit),
      );
      const some = idsOf(await find('quokka', filter, limit));
      expect(some).toHaveLength(Math.min(limit, held.length));
      expect(held).toEqual(expect.arrayContaining(some));
    }),
    { numRuns: 25 },
  );
});
