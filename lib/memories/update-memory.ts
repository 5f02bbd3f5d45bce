import 'server-only';

import { createHash } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { callWorkspace } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { encodeContent } from '@/lib/versions/content';
import type { View } from '@/lib/versions/schema';

import { assertMayWrite, presentHotMemory, toError } from './internal';
import type { HotMemory, HotRefusal } from './internal';
import { ancestorsOf } from './path';
import { retrieveMemory } from './read';
import type { MemoryResource, UpdateMemoryBody } from './schema';

function describeContent(bytes: Uint8Array | null) {
  if (!bytes) return {};
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.byteLength };
}

/**
 * Changes content, path or both, as one version. Needs `memories:write`. The precondition is judged against what the caller is shown
 * (for agents the served version), under the memory's lock: of many writers on one base one wins. Where every given field matches
 * already, nothing is recorded, whatever the precondition said. Agents cannot change a locked memory.
 */
export async function updateMemory(
  actor: Actor,
  target: { storeId: string; memoryId: string },
  body: UpdateMemoryBody,
  view: View,
): Promise<MemoryResource> {
  assertMayWrite(actor, target.storeId);
  const bytes = typeof body.content === 'string' ? encodeContent(body.content) : null;
  const path = body.path ?? null;
  const result = await callWorkspace<{ memory: HotMemory } | HotRefusal>(
    actor,
    'memory_update',
    {
      store_id: target.storeId,
      memory_id: target.memoryId,
      version_id: newId('memver'),
      audit_id: newId('audit'),
      path,
      ancestors: path === null ? [] : ancestorsOf(path),
      ...describeContent(bytes),
      expected_sha256: body.precondition?.content_sha256 ?? null,
      size_limit: env().LIMIT_STORE_BYTES,
    },
    bytes,
  );
  if ('refused' in result) throw toError(actor, result, { ...target, path: path ?? '' });
  if (view === 'basic') return presentHotMemory(result.memory, null);
  if (typeof body.content === 'string') return presentHotMemory(result.memory, body.content);
  return retrieveMemory(actor, target, { view: 'full' });
}
