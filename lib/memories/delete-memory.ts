import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { callWorkspace, withWorkspace } from '@/lib/db/workspace';
import { assertReason } from '@/lib/workspaces/assert-reason';

import { assertMayWrite, toError } from './internal';
import type { HotRefusal } from './internal';

/** This call can carry no reason. Programs know no other, so only a person is sent to the act that can; agents do not wait for it. */
async function assertNoReasonNeeded(actor: Actor): Promise<void> {
  if (actor.type !== 'user_actor') return;
  await withWorkspace(actor, (tx) => assertReason(tx, actor, 'delete', undefined));
}

/**
 * Deletes a memory: its path is free again, a `deleted` version is appended, and its versions stay readable. Needs `memories:write`;
 * allowed in an archived store. With an expected hash, only if the content is still that one.
 */
export async function deleteMemory(
  actor: Actor,
  target: { storeId: string; memoryId: string },
  expectedSha256: string | undefined,
): Promise<{ id: string; type: 'memory_deleted' }> {
  assertMayWrite(actor, target.storeId);
  await assertNoReasonNeeded(actor);
  const result = await callWorkspace<{ deleted: string } | HotRefusal>(actor, 'memory_delete', {
    store_id: target.storeId,
    memory_id: target.memoryId,
    version_id: newId('memver'),
    audit_id: newId('audit'),
    expected_sha256: expectedSha256 ?? null,
  });
  if ('refused' in result) throw toError(actor, result, { ...target, path: '' });
  return { id: result.deleted, type: 'memory_deleted' };
}
