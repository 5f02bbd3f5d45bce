import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { sweepForLeaks } from '@/lib/testing/leak-sweep';
import { asOwner } from '@/lib/testing/owner';

import { enqueue, startQueue, stopQueue } from './queue';
import type { JobHandlers } from './queue';

const context = useDatabase();

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
afterEach(async () => {
  await stopQueue();
  await startQueue();
});

type Job = { state: string; data: unknown };

function findJobs(memoryStoreId: string): Promise<Job[]> {
  return context.database.query<Job>(
    `SELECT state::text, data FROM palimpsest_jobs.job WHERE data->>'memoryStoreId' = $1`,
    [memoryStoreId],
  );
}

function enqueuePurge(memoryStoreId: string): Promise<void> {
  return withWorkspace(system, (tx) =>
    enqueue(tx, 'purge-store', { workspaceId: system.workspaceId, memoryStoreId }),
  );
}

async function waitForState(memoryStoreId: string, state: string): Promise<void> {
  const options = { timeout: 20_000, interval: 100 };
  await vi.waitFor(async () => expect((await findJobs(memoryStoreId))[0]?.state).toBe(state), options);
}

describe('enqueue', () => {
  test('adds a job with the change', async () => {
    await enqueuePurge('memstore_kept');
    const data = { workspaceId: system.workspaceId, memoryStoreId: 'memstore_kept' };
    expect(await findJobs('memstore_kept')).toEqual([{ state: 'created', data }]);
  });

  test('adds none when the change is rolled back', async () => {
    const failure = new Error('after enqueueing');
    const change = withWorkspace(system, async (tx) => {
      await enqueue(tx, 'purge-store', { workspaceId: system.workspaceId, memoryStoreId: 'memstore_gone' });
      throw failure;
    });
    await expect(change).rejects.toBe(failure);
    expect(await findJobs('memstore_gone')).toEqual([]);
  });

  test('fails, and the change with it, where the queue is not started', async () => {
    await stopQueue();
    await expect(enqueuePurge('memstore_none')).rejects.toThrow('The job queue is not started.');
  });
});

describe('a worker', () => {
  const idle: JobHandlers = {
    'purge-workspace': () => Promise.resolve(),
    'purge-store': () => Promise.resolve(),
    'index-search': () => Promise.resolve(),
    'run-revert': () => Promise.resolve(),
    'discard-import': () => Promise.resolve(),
    'run-retention': () => Promise.resolve(),
    'follow-writes': () => Promise.resolve(),
  };

  test('does each job once and hands its data on', async () => {
    const purge = vi.fn<JobHandlers['purge-store']>(() => Promise.resolve());
    await enqueuePurge('memstore_worked');
    await stopQueue();
    await startQueue({ ...idle, 'purge-store': purge });
    await waitForState('memstore_worked', 'completed');
    const data = { workspaceId: system.workspaceId, memoryStoreId: 'memstore_worked' };
    expect(purge.mock.calls.filter(([job]) => job.memoryStoreId === 'memstore_worked')).toEqual([[data]]);
  });

  test('has nothing to do, and nothing to try again, in a workspace that was deleted meanwhile', async () => {
    await enqueuePurge('memstore_gone');
    await stopQueue();
    const gone = new AppError('unauthenticated', 'the credential is no longer valid');
    const purge = vi.fn<JobHandlers['purge-store']>(() => Promise.reject(gone));
    await startQueue({ ...idle, 'purge-store': purge });
    await waitForState('memstore_gone', 'completed');
    expect(purge).toHaveBeenCalled();
  });

  test('keeps a failed job for another try, without a word of what went wrong', async () => {
    const canary = 'failure-zq81c2';
    await enqueuePurge('memstore_failed');
    await stopQueue();
    await startQueue({
      ...idle,
      'purge-store': () => Promise.reject(new Error(`about "${canary}"`, { cause: { canary } })),
    });
    await waitForState('memstore_failed', 'retry');
    expect(await asOwner(context, (query) => sweepForLeaks(query, [canary]))).toEqual([]);
  });
});
