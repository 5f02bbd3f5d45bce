import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { callManyInTransaction } from '@/lib/db/workspace';
import type { Notes, Write, WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { stepAside } from '@/lib/memories/internal';
import type { HotMemory, HotRefusal } from '@/lib/memories/internal';
import { ancestorsOf } from '@/lib/memories/path';

import { findCircle } from './find-circle';
import type { Blocked } from './find-circle';
import type { RevertAction } from './schema';

export type PendingItem = {
  position: number;
  memory_id: string;
  memory_store_id: string;
  action: Exclude<RevertAction, 'none'>;
  target_version_id: string | null;
  expected_head_id: string;
  head_path: string | null;
  /** Of the target. */
  path: string | null;
  content_sha256: string | null;
  content_size_bytes: number | null;
};

export type ItemResult = {
  position: number;
  outcome: 'done' | 'failed';
  error_code: string | null;
  result_version_id: string | null;
};

type WriteResult = { memory: HotMemory; is_unchanged?: boolean } | { deleted: string } | HotRefusal;
type Refused = HotRefusal['refused'];
type Attempt = { item: PendingItem; write: Write & { versionId: string } };

const functions = {
  restore: 'memory_update',
  delete: 'memory_delete',
  recreate: 'memory_recreate',
} as const;

/** What is no longer as the plan found it ends the revert; by another name where the plan has a word for it. */
const stoppingCodes: Partial<Record<Refused, string>> = {
  head_moved: 'head_moved',
  memory_not_found: 'head_moved',
  store_not_found: 'store_deleted',
  store_archived: 'store_archived',
};

function attempt(item: PendingItem): Attempt {
  const versionId = newId('memver');
  const isMoved = item.action === 'recreate' || (item.action === 'restore' && item.path !== item.head_path);
  const path = isMoved ? item.path : null;
  const parameters = {
    store_id: item.memory_store_id,
    memory_id: item.memory_id,
    version_id: versionId,
    audit_id: newId('audit'),
    path,
    ancestors: path === null ? [] : ancestorsOf(path),
    sha256: item.content_sha256,
    size: item.content_size_bytes,
    expected_head_id: item.expected_head_id,
    limit: env().LIMIT_MEMORIES_PER_STORE,
    size_limit: env().LIMIT_STORE_BYTES,
    action: 'memory.reverted',
    origin_kind: item.target_version_id === null ? null : 'reverted',
    origin_version_id: item.target_version_id,
  };
  const write = { name: functions[item.action], parameters, contentOf: item.target_version_id };
  return { item, write: { ...write, versionId } };
}

function done({ item, write }: Attempt): ItemResult {
  return {
    position: item.position,
    outcome: 'done',
    error_code: null,
    result_version_id: write.versionId,
  };
}

function failed(item: PendingItem, errorCode: string): ItemResult {
  return { position: item.position, outcome: 'failed', error_code: errorCode, result_version_id: null };
}

type Call = (writes: Write[]) => Promise<WriteResult[]>;
type RefusedAttempt = Blocked & { attempt: Attempt; code: Refused };
type Round = { results: ItemResult[]; refused: RefusedAttempt[]; stop: ItemResult | null };

function refusedFor(current: Attempt, answer: HotRefusal): RefusedAttempt {
  const blockedBy = answer.refused === 'path_conflict' ? answer.memory_id : null;
  return { attempt: current, code: answer.refused, memoryId: current.item.memory_id, blockedBy };
}

/** Tries each once, in order, up to the first that is not as the plan found it. */
async function tryAll(call: Call, attempts: Attempt[]): Promise<Round> {
  const round: Round = { results: [], refused: [], stop: null };
  let rest = attempts;
  while (rest.length > 0) {
    const answers = await call(rest.map(({ write }) => write));
    for (const [index, answer] of answers.entries()) {
      const current = rest[index]!;
      if (!('refused' in answer)) {
        round.results.push(done(current));
        continue;
      }
      const code = stoppingCodes[answer.refused];
      if (code !== undefined) return { ...round, stop: failed(current.item, code) };
      round.refused.push(refusedFor(current, answer));
    }
    rest = rest.slice(answers.length);
  }
  return round;
}

/** A path that is taken may be freed by an item behind it, so those are tried again as long as anything moves. */
async function settle(call: Call, attempts: Attempt[]): Promise<Round> {
  const results: ItemResult[] = [];
  for (let rest = attempts; ;) {
    const round = await tryAll(call, rest);
    results.push(...round.results);
    const hasMoved = round.results.length > 0 && round.refused.length > 0;
    if (round.stop || !hasMoved) return { ...round, results };
    rest = round.refused.map((refused) => refused.attempt);
  }
}

/**
 * Of memories that hold each other's paths one leaves its own first, so that the others can go back before it does. Either all of them
 * are written or, where something else is in the way too, none.
 */
async function turnCircles(tx: WorkspaceTransaction, actor: Actor, call: Call, first: Round): Promise<Round> {
  let round = first;
  const tried = new Set<string>();
  for (;;) {
    const circle = findCircle(round.refused.filter(({ memoryId }) => !tried.has(memoryId)));
    if (round.stop || circle === null) return round;
    for (const id of circle) tried.add(id);
    await tx.$executeRaw`SAVEPOINT before_circle`;
    await stepAside(tx, actor.workspaceId, circle[0]!);
    const turned = await settle(
      call,
      round.refused.map(({ attempt: each }) => each),
    );
    const isWhole = !turned.stop && turned.refused.every(({ memoryId }) => !circle.includes(memoryId));
    if (isWhole) round = { ...turned, results: [...round.results, ...turned.results] };
    else await tx.$executeRaw`ROLLBACK TO SAVEPOINT before_circle`;
    await tx.$executeRaw`RELEASE SAVEPOINT before_circle`;
  }
}

/** Writes the state before for each item, in order. Stops at the first that is not as the plan found it, and leaves the rest alone. */
export async function writeItems(
  tx: WorkspaceTransaction,
  actor: Actor,
  items: readonly PendingItem[],
  notes: Notes,
): Promise<{ results: ItemResult[]; isStopped: boolean }> {
  const call = (writes: Write[]) => callManyInTransaction<WriteResult>(tx, actor, writes, notes);
  const isGone = (item: PendingItem) => item.action !== 'delete' && item.path === null;
  const end = items.findIndex(isGone);
  const attempts = items.slice(0, end === -1 ? undefined : end).map(attempt);
  const { results, refused, stop } = await turnCircles(tx, actor, call, await settle(call, attempts));
  results.push(...refused.map(({ attempt: { item }, code }) => failed(item, code)));
  if (stop) return { results: [...results, stop], isStopped: true };
  if (end === -1) return { results, isStopped: false };
  return { results: [...results, failed(items[end]!, 'target_redacted')], isStopped: true };
}
