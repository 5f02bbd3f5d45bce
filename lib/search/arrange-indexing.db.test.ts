import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { jobHandlers } from '@/lib/cli/job-handlers';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { searchFor } from '@/lib/testing/searching';

import { arrangeIndexing } from './arrange-indexing';
import { searchHeads } from './read';

useDatabase();

let stopIndexing: () => void;

beforeAll(async () => {
  await stopQueue();
  await startQueue(jobHandlers);
  stopIndexing = await arrangeIndexing({ isWorker: true });
});
afterAll(() => stopIndexing());

test('what is written is found soon, without anybody asking for it', async () => {
  const operator = await makeKey((await makeWorkspace()).system);
  const store = await makeStore(operator);
  for (const content of ['the first narwhal', 'the second narwhal']) {
    const memory = await makeMemory(operator, store.id, { content });
    const isFound = async () => {
      const { data } = await searchHeads(operator, searchFor(content));
      return data.some((hit) => hit.memory?.id === memory.id);
    };
    // Never, and the test's own limit fails it.
    while (!(await isFound())) await sleep(100);
  }
  const { index } = await searchHeads(operator, searchFor('narwhal'));
  expect(index).toMatchObject({ is_current: true });
});
