import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { jobHandlers } from '@/lib/cli/job-handlers';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeWorkspace } from '@/lib/testing/factories';
import { makeJob } from '@/lib/testing/jobs';

import { listJobs, retrieveOverview } from './read';
import { retryJob } from './retry-job';

useDatabase();

let system: Actor;
let admin: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  admin = await makeMember(system, 'admin');
});

const list = async (state?: 'failed' | 'retrying') => (await listJobs(admin, { limit: 100, state })).data;

describe('retryJob', () => {
  test('has a failed job begun once more, with exactly one entry', async () => {
    const { id, retentionRunId } = await makeJob(system);
    const target = { type: 'retention_run', id: retentionRunId };
    expect(await list('failed')).toContainEqual(
      expect.objectContaining({ id, state: 'failed', kind: 'run-retention', target, tries: 13 }),
    );
    expect(await retryJob(admin, id)).toMatchObject({ id, state: 'retrying', target, failed_at: null });
    expect((await list('failed')).map((job) => job.id)).not.toContain(id);
    expect((await list('retrying')).map((job) => job.id)).toContain(id);
    expect(await auditOf(system, id)).toEqual([
      expect.objectContaining({
        action: 'job.retried',
        actor: { type: 'user_actor', user_id: admin.id },
        target: { type: 'job', id },
        details: { kind: 'run-retention', tries: 13 },
        memory_store_id: null,
        reason_id: null,
      }),
    ]);
  });

  test('needs admin, and never an agent', async () => {
    const { id } = await makeJob(system);
    const others = [
      await makeMember(system, 'privacy_officer'),
      await makeMember(system, 'auditor'),
      await makeKey(system, { kind: 'agent' }),
    ];
    for (const actor of others)
      await expect(retryJob(actor, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await list('failed')).map((job) => job.id)).toContain(id);
  });

  test('knows no job of another workspace, nor one that there is not', async () => {
    const { id } = await makeJob((await makeWorkspace()).system);
    for (const unknown of [id, `job_${'0'.repeat(32)}`, 'job_none'])
      await expect(retryJob(admin, unknown)).rejects.toMatchObject({
        code: 'not_found',
        message: `job not found: ${unknown}`,
      });
    expect((await list()).map((job) => job.id)).not.toContain(id);
  });

  test('refuses one that came to its end meanwhile', async () => {
    const { id } = await makeJob(system, 'completed');
    await expect(retryJob(admin, id)).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'job_done' },
    });
  });

  test.each(['created', 'active'] as const)(
    'leaves one that is %s as it is, without an entry',
    async (state) => {
      const { id } = await makeJob(system, state);
      expect(await retryJob(admin, id)).toMatchObject({
        id,
        state: state === 'active' ? 'running' : 'waiting',
      });
      expect(await auditOf(system, id)).toEqual([]);
    },
  );
});

test('the overview counts what failed and what is tried again', async () => {
  const { system: own } = await makeWorkspace();
  await makeJob(own);
  await makeJob(own, 'retry');
  await makeJob(own, 'completed');
  const { jobs } = await retrieveOverview(own);
  expect(jobs).toMatchObject({ failed: 1, retrying: 1 });
  expect(jobs.data.map((job) => job.state).toSorted()).toEqual(['failed', 'retrying']);
});

test('a worker takes up what is to be tried again, and only what works is gone', async () => {
  const { system: own } = await makeWorkspace();
  const { id } = await makeJob(own);
  await stopQueue();
  const runRetention = vi.fn<(typeof jobHandlers)['run-retention']>(() =>
    Promise.reject(new Error('still no good')),
  );
  await startQueue({ ...jobHandlers, 'run-retention': runRetention });
  await retryJob(own, id);
  const findStates = async () => (await listJobs(own, { limit: 10 })).data.map((job) => job.state);
  const waiting = { timeout: 20_000, interval: 100 };
  await vi.waitFor(() => expect(runRetention).toHaveBeenCalled(), waiting);
  await vi.waitFor(async () => expect(await findStates()).toEqual(['failed']), waiting);
  runRetention.mockImplementation(() => Promise.resolve());
  await retryJob(own, id);
  await vi.waitFor(async () => expect(await findStates()).toEqual([]), waiting);
  await stopQueue();
  await startQueue();
});
