import 'server-only';

import { appendAudit, keepReason } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { callInTransaction, withWorkspace } from '@/lib/db/workspace';
import type { Notes, WorkspaceTransaction } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import { errorTypeOf } from '@/lib/http/envelope';
import { assertReason } from '@/lib/workspaces/assert-reason';
import { reasonActs } from '@/lib/workspaces/reason-demands';

import { changeState } from './change-state';
import { assertMayGovern, assertMayWrite, toError } from './internal';
import type { HotMemory, HotRefusal } from './internal';
import { ancestorsOf } from './path';
import type { BulkActBody, BulkActResource, BulkOutcome } from './schema';
import {
  decideArchive,
  decideLock,
  decideRelease,
  decideUnarchive,
  decideUnlock,
  decideWithhold,
} from './state-decision';
import type { Decision } from './state-decision';

type Item = BulkActBody['items'][number];
type Result = { memory: HotMemory; is_unchanged?: boolean } | { deleted: string } | HotRefusal;
type Bulk = { tx: WorkspaceTransaction; actor: Actor; body: BulkActBody; notes: Notes };

function decisionOf({ act, reasons }: BulkActBody): Decision {
  switch (act) {
    case 'archive':
      return decideArchive;
    case 'unarchive':
      return decideUnarchive;
    case 'lock':
      return decideLock;
    case 'unlock':
      return decideUnlock;
    case 'withhold':
      return decideWithhold(reasons ?? ['restricted']);
    case 'release':
      return decideRelease(reasons ?? ['quarantined', 'restricted']);
    case 'move':
    case 'delete':
      throw new Error(`${act} is a write, not a change of state.`);
  }
}

async function write({ tx, actor, body, notes }: Bulk, item: Item): Promise<boolean> {
  assertMayWrite(actor, item.memory_store_id);
  const path = body.act === 'move' ? (item.path ?? null) : null;
  if (body.act === 'move' && path === null) throw invalidRequest('path: Field required');
  const parameters = {
    store_id: item.memory_store_id,
    memory_id: item.memory_id,
    version_id: newId('memver'),
    audit_id: newId('audit'),
    path,
    ancestors: path === null ? [] : ancestorsOf(path),
    expected_sha256: item.expected_content_sha256 ?? null,
    size_limit: env().LIMIT_STORE_BYTES,
  };
  const result =
    body.act === 'move'
      ? await callInTransaction<Result>(tx, actor, 'memory_update', parameters, { ...notes, content: null })
      : await callInTransaction<Result>(tx, actor, 'memory_delete', parameters, notes);
  if ('refused' in result) {
    throw toError(actor, result, {
      storeId: item.memory_store_id,
      memoryId: item.memory_id,
      path: path ?? '',
    });
  }
  return !('is_unchanged' in result);
}

function perform(bulk: Bulk, item: Item): Promise<boolean> {
  const { tx, actor, body, notes } = bulk;
  if (body.act === 'move' || body.act === 'delete') return write(bulk, item);
  assertMayGovern(actor, item.memory_store_id);
  const target = { storeId: item.memory_store_id, memoryId: item.memory_id };
  return changeState(tx, actor, target, {
    decide: decisionOf(body),
    reasonId: notes.reasonId,
    ...(notes.parentId && { parentId: notes.parentId }),
  });
}

/** A refusal is an item's outcome; it is thrown before anything was written, so the others are untouched. */
async function performOne(bulk: Bulk, item: Item): Promise<BulkOutcome> {
  const id = { memory_store_id: item.memory_store_id, memory_id: item.memory_id };
  try {
    return { ...id, outcome: (await perform(bulk, item)) ? 'done' : 'unchanged', error: null };
  } catch (error) {
    const isFailure = !(error instanceof AppError) || error.code === 'audit_unavailable';
    if (isFailure) throw error;
    return { ...id, outcome: 'failed', error: { type: errorTypeOf(error), message: error.message } };
  }
}

function countOutcomes(outcomes: readonly BulkOutcome[]) {
  const count = (outcome: BulkOutcome['outcome']) =>
    outcomes.filter((each) => each.outcome === outcome).length;
  return { done: count('done'), unchanged: count('unchanged'), failed: count('failed') };
}

/** Everybody locks in one order, so that two bulk acts cannot wait for each other. */
function inLockOrder(items: readonly Item[]): number[] {
  const key = (item: Item) => `${item.memory_store_id}/${item.memory_id}`;
  return items
    .map((_, index) => index)
    .toSorted((left, right) => (key(items[left]!) < key(items[right]!) ? -1 : 1));
}

/**
 * One act on up to 100 memories in one transaction, with one outcome an item: an item that is refused changes nothing and stops
 * no other. One parent entry with counts, one entry for each memory that changed; none of them when nothing did. Each item needs
 * what the single act needs.
 */
export function actOnMemories(actor: Actor, body: BulkActBody): Promise<BulkActResource> {
  const parentId = newId('audit');
  return withWorkspace(actor, async (tx) => {
    const asAct = reasonActs.find((each) => each === body.act);
    if (asAct) await assertReason(tx, actor, asAct, body.reason);
    const reasonId = body.reason === undefined ? null : await keepReason(tx, actor, body.reason);
    const bulk: Bulk = { tx, actor, body, notes: { parentId, reasonId } };
    const outcomes: BulkOutcome[] = [];
    for (const index of inLockOrder(body.items)) outcomes[index] = await performOne(bulk, body.items[index]!);
    const counts = countOutcomes(outcomes);
    if (counts.done > 0) {
      await appendAudit(tx, actor, {
        id: parentId,
        action: 'memory.bulk_acted',
        target: { type: 'workspace', id: actor.workspaceId },
        details: { act: body.act, ...counts },
        reasonId,
      });
    } else if (reasonId !== null) {
      await tx.reasonNote.delete({
        where: { workspaceId_id: { workspaceId: actor.workspaceId, id: reasonId } },
      });
    }
    return {
      type: 'memory_bulk_act',
      act: body.act,
      audit_entry_id: counts.done > 0 ? parentId : null,
      counts,
      data: outcomes,
    };
  });
}
