import { expect, test } from 'vitest';

import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { explainNested } from '@/lib/testing/nested-plan';
import { findHeads, searchFor } from '@/lib/testing/searching';

import { searchHeads } from './read';

const context = useDatabase();

test.skipIf(isEmbedded)(
  "under the application's role a search reads the index, and of the table what that names",
  async () => {
    const operator = await makeKey((await makeWorkspace()).system);
    const store = await makeStore(operator);
    for (const content of ['an axolotl', 'a salamander', 'a newt'])
      await makeMemory(operator, store.id, { content });
    expect(await findHeads(operator, 'salamander')).toHaveLength(1);
    const plan = await explainNested(context.adminUrl ?? '', /search_candidates/, () =>
      searchHeads(operator, searchFor('salamander')),
    );
    expect(plan).toContain('Bitmap Index Scan on search_text_grams_idx');
    expect(plan).not.toContain('Seq Scan on search_text');
    expect(plan).not.toContain('current_workspace');
  },
);
