import 'server-only';

import { createHash } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';
import { retrieveMemory } from '@/lib/memories/read';
import type { MemoryTarget } from '@/lib/memories/target';

import { assertMayRedact, findElsewhere, findVersionHits, toHex } from './internal';
import { maskChosen, maskWhole } from './masking';
import type { RedactBody, RedactionPreview } from './schema';

/** With what execution needs beside what is shown. */
export type Preview = { shown: RedactionPreview; masked: string; needles: string[]; path: string };

/** Ids and offsets only, so that the hash says nothing of the text. */
function hashOf(preview: Omit<RedactionPreview, 'preview_hash'>, mask: string): string {
  const elsewhere = preview.elsewhere.map((hit) => [hit.type, hit.id, hit.places]);
  const plan = [
    preview.head_version_id,
    preview.spans,
    preview.versions,
    preview.is_in_path,
    elsewhere,
    mask,
  ];
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

/**
 * What a redaction would do and where else the same text stands. Changes nothing. Needs `govern`, `memories:read` and `history:read`.
 * Throws `conflict` with `head_moved` when the spans were chosen in another head.
 */
export async function previewRedaction(
  actor: Actor,
  target: MemoryTarget,
  body: RedactBody,
): Promise<Preview> {
  assertMayRedact(actor, target.storeId);
  const memory = await retrieveMemory(actor, target, { view: 'full' });
  if (memory.memory_version_id !== body.head_version_id) {
    throw new AppError(
      'conflict',
      'the memory was changed since the text was chosen: its head is another version now',
      {
        errorCode: 'head_moved',
      },
    );
  }
  const content = memory.content ?? '';
  const masking = body.spans ? maskChosen(content, body.spans, body.mask) : maskWhole(content, body.mask);
  const hex = toHex(masking.needles);
  const [hits, elsewhere] = await readWorkspace(actor, async (run) => [
    await findVersionHits(run, actor, target.memoryId, hex),
    await findElsewhere(run, actor, target.memoryId, hex),
  ]);
  const withoutHash = {
    type: 'memory_redaction_preview' as const,
    memory_store_id: target.storeId,
    memory_id: target.memoryId,
    head_version_id: memory.memory_version_id,
    spans: masking.spans,
    versions: hits.filter((hit) => hit.memory_version_id !== memory.memory_version_id),
    is_in_path: masking.needles.some((needle) => memory.path.includes(needle)),
    elsewhere,
  };
  return {
    shown: { ...withoutHash, preview_hash: hashOf(withoutHash, body.mask) },
    masked: masking.masked,
    needles: masking.needles,
    path: memory.path,
  };
}
