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
import type { CreateMemoryBody, MemoryResource } from './schema';

/**
 * Creates a memory with its first version. Needs `memories:write` and a store that takes writes. Never overwrites: a path that is
 * taken, or that is an ancestor or descendant of a taken one, is `path_conflict`, for racing writers too (the store's lock).
 */
export async function createMemory(
  actor: Actor,
  storeId: string,
  body: CreateMemoryBody,
  view: View,
): Promise<MemoryResource> {
  assertMayWrite(actor, storeId);
  const bytes = encodeContent(body.content);
  const memoryId = newId('mem');
  const result = await callWorkspace<{ memory: HotMemory } | HotRefusal>(
    actor,
    'memory_create',
    {
      store_id: storeId,
      memory_id: memoryId,
      version_id: newId('memver'),
      audit_id: newId('audit'),
      path: body.path,
      ancestors: ancestorsOf(body.path),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.byteLength,
      limit: env().LIMIT_MEMORIES_PER_STORE,
      size_limit: env().LIMIT_STORE_BYTES,
    },
    bytes,
  );
  if ('refused' in result) throw toError(actor, result, { storeId, memoryId, path: body.path });
  return presentHotMemory(result.memory, view === 'full' ? body.content : null);
}
