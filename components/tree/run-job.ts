import { ApiError } from '@/lib/http/client';
import { actOnMemories, restoreDeleted } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import type { Job } from './undo';

export type Outcome = {
  memory: MemoryResource;
  outcome: 'done' | 'unchanged' | 'failed' | 'not_tried';
  /** Why it failed, for people. */
  message: string | null;
};

const itemsInOneCall = 100;

type Run = { workspaceId: string; job: Job; onProgress: (settled: number) => void };

function itemOf(job: Job, memory: MemoryResource) {
  const isWrite = job.act === 'move' || job.act === 'delete';
  return {
    memory_store_id: memory.memory_store_id,
    memory_id: memory.id,
    ...(job.pathOf && { path: job.pathOf(memory) }),
    // Somebody who wrote since it was selected must not lose that without anybody having seen it.
    ...(isWrite && { expected_content_sha256: memory.content_sha256 }),
  };
}

/** There is no call for many: each is refused or restored by itself. */
async function restorePart({ workspaceId, job }: Run, part: readonly MemoryResource[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const memory of part) {
    try {
      await restoreDeleted(workspaceId, memory, job.reason === undefined ? {} : { reason: job.reason });
      outcomes.push({ memory, outcome: 'done', message: null });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0) throw error;
      outcomes.push({ memory, outcome: 'failed', message: error.message });
    }
  }
  return outcomes;
}

/** The API marks what it quotes and names the memory in the way by its id; its path is enough here. */
function inPlainWords(message: string): string {
  return message.replaceAll(/ (?:of|by) `mem_[^`]*`/g, '').replaceAll('`', '');
}

async function runPart(run: Run, part: readonly MemoryResource[]): Promise<Outcome[]> {
  const { workspaceId, job } = run;
  const { act, reasons, reason } = job;
  if (act === 'restore') return restorePart(run, part);
  const answer = await actOnMemories(workspaceId, {
    act,
    ...(reasons && { reasons }),
    ...(reason && { reason }),
    items: part.map((memory) => itemOf(job, memory)),
  });
  return answer.data.map(({ outcome, error }, index) => ({
    memory: part[index]!,
    outcome,
    message: error && inPlainWords(error.message),
  }));
}

function describeFailure(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong in this page.';
  if (error.status !== 0) return error.message;
  return 'The server could not be reached; whether this one was changed is not known.';
}

/** Does the job in calls of a hundred, one after the other; a call that fails as a whole ends it, and the rest is not tried. */
export async function runJob(run: Run): Promise<Outcome[]> {
  const { memories } = run.job;
  const outcomes: Outcome[] = [];
  for (let at = 0; at < memories.length; at += itemsInOneCall) {
    const part = memories.slice(at, at + itemsInOneCall);
    try {
      outcomes.push(...(await runPart(run, part)));
    } catch (error) {
      const message = describeFailure(error);
      outcomes.push(...part.map((memory) => ({ memory, outcome: 'failed' as const, message })));
      const rest = memories.slice(at + itemsInOneCall);
      return [
        ...outcomes,
        ...rest.map((memory) => ({ memory, outcome: 'not_tried' as const, message: null })),
      ];
    }
    run.onProgress(outcomes.length);
  }
  return outcomes;
}

export function withOutcome(outcomes: readonly Outcome[], ...kinds: Outcome['outcome'][]): MemoryResource[] {
  return outcomes.filter(({ outcome }) => kinds.includes(outcome)).map(({ memory }) => memory);
}
