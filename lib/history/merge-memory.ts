import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { invalidRequest } from '@/lib/errors/app-error';
import { retrieveMemory } from '@/lib/memories/read';
import { assertMayReadHistory } from '@/lib/versions/internal';
import { mergeTexts } from '@/lib/versions/merge';

import { getText, readText } from './internal';
import type { MergeBody, MergeResource } from './schema';

/**
 * Merges a text that was made from an earlier version with what the memory is now, and writes nothing. Edits that do not overlap merge
 * by themselves; of overlaps both sides are given. Needs `memories:read` and `history:read`.
 */
export async function mergeMemory(actor: Actor, body: MergeBody): Promise<MergeResource> {
  const target = { storeId: body.memory_store_id, memoryId: body.memory_id };
  assertMayReadHistory(actor, target.storeId);
  const head = await retrieveMemory(actor, target, { view: 'full' });
  const base = await readWorkspace(actor, (run) => getText(run, actor, body.base_version_id));
  if (base.memory_id !== head.id) throw invalidRequest('base_version_id: is not a version of this memory');
  const merge = mergeTexts({ base: readText(base), ours: body.content, theirs: head.content ?? '' });
  return {
    type: 'memory_merge',
    head_version_id: head.memory_version_id,
    head_content_sha256: head.content_sha256,
    is_clean: merge.kind === 'clean',
    content: merge.kind === 'clean' ? merge.text : null,
    chunks: merge.kind === 'clean' ? [{ kind: 'merged', text: merge.text }] : merge.chunks,
  };
}
