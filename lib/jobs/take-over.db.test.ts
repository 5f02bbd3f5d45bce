import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { parseExposition, valueOf } from '@/lib/testing/exposition';
import { makeWorkspace } from '@/lib/testing/factories';
import { formatExposition } from '@/lib/telemetry/exposition';
import { collectMetrics } from '@/lib/telemetry/metrics';

import { enqueue } from './queue';
import { watchOverJobs } from './take-over';

const context = useDatabase();
vi.stubEnv('LOG_LEVEL', 'silent');

let system: Actor;
beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

type Job = { id: string; state: string; silent_seconds: number };

async function findJob(memoryStoreId: string): Promise<Job> {
  const [job] = await context.database.query<Job>(
    `SELECT id, state::text, extract(epoch FROM now() - started_on)::float8 AS silent_seconds
     FROM palimpsest_jobs.job WHERE data->>'memoryStoreId' = $1`,
    [memoryStoreId],
  );
  return job!;
}

/** A job that a process took on and has not spoken of since. */
async function makeSilentJob(memoryStoreId: string, options: { seconds: number; tries?: number }) {
  const data = { workspaceId: system.workspaceId, memoryStoreId };
  await withWorkspace(system, (tx) => enqueue(tx, 'purge-store', data));
  await context.database.query(
    `UPDATE palimpsest_jobs.job SET state = 'active', started_on = now() - make_interval(secs => $2), retry_count = $3
     WHERE data->>'memoryStoreId' = $1`,
    [memoryStoreId, options.seconds, options.tries ?? 0],
  );
  return findJob(memoryStoreId);
}

test('a job of a process that is silent is set free, and no other', async () => {
  const silent = await makeSilentJob('memstore_silent', { seconds: 21 });
  await makeSilentJob('memstore_fresh', { seconds: 15 });
  await makeSilentJob('memstore_deadly', { seconds: 300, tries: 12 });
  const own = await makeSilentJob('memstore_own', { seconds: 300 });
  const stop = watchOverJobs(context.database.execute, new Set([own.id]), 20);
  onTestFinished(stop);
  await vi.waitFor(async () => expect((await findJob('memstore_silent')).state).toBe('retry'), 10_000);
  expect((await findJob('memstore_silent')).id).toBe(silent.id);
  expect((await findJob('memstore_fresh')).state).toBe('active');
  expect((await findJob('memstore_deadly')).state).toBe('active');
  const kept = await findJob('memstore_own');
  expect(kept.state).toBe('active');
  expect(kept.silent_seconds).toBeLessThan(15);
});

test('what is in the queues is shown', async () => {
  await makeSilentJob('memstore_shown', { seconds: 1 });
  const data = { workspaceId: system.workspaceId, memoryStoreId: 'memstore_waiting' };
  await withWorkspace(system, (tx) => enqueue(tx, 'discard-import', { ...data, importId: 'imp_waiting' }));
  const found = parseExposition(formatExposition(await collectMetrics()));
  const running = { queue: 'purge-store', state: 'running' };
  expect(valueOf(found, 'palimpsest_jobs', running)).toBeGreaterThan(0);
  expect(valueOf(found, 'palimpsest_jobs', { queue: 'discard-import', state: 'waiting' })).toBe(1);
  expect(valueOf(found, 'palimpsest_jobs', { queue: 'run-revert', state: 'waiting' })).toBe(0);
  const oldest = { queue: 'discard-import' };
  expect(valueOf(found, 'palimpsest_jobs_oldest_waiting_seconds', oldest)).toBeGreaterThanOrEqual(0);
});
