import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { tarFolder } from '@/lib/testing/folders';
import { upload } from '@/lib/testing/transfers';

import { importStore } from './import-store';
import { listImports } from './read';
import { folderType } from './schema';
import type { ImportResource } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;
let runs: ImportResource[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  const store = await makeStore(system);
  runs = [];
  for (const name of ['secret-a.md', 'secret-b.md', 'secret-c.md']) {
    const folder = await tarFolder({ [name]: name, 'picture.png': '' });
    runs.unshift(await importStore(operator, store.id, upload(folder, folderType)));
  }
});

describe('listImports', () => {
  test('gives every import once, newest first, with counts and without names', async () => {
    const first = await listImports(operator, { limit: 2 });
    const second = await listImports(operator, { limit: 2, page: first.next_page! });
    expect([...first.data, ...second.data]).toEqual(runs);
    expect(second.next_page).toBeNull();
    expect(runs[0]).toMatchObject({ status: 'completed', total_count: 2, memory_count: 1, refused_count: 1 });
    expect(JSON.stringify(first)).not.toContain('secret');
  });

  test('is for admins, and shows nothing of another workspace', async () => {
    const reviewer = await makeMember(system, 'reviewer');
    await expect(listImports(reviewer, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    const { system: other } = await makeWorkspace();
    expect(await listImports(other, { limit: 1 })).toEqual({ data: [], next_page: null });
    const { next_page: page } = await listImports(operator, { limit: 1 });
    await expect(listImports(other, { limit: 1, page: page! })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
