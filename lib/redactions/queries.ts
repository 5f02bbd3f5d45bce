import { apiPath, callApi } from '@/lib/http/client';
import type { MemoryRef } from '@/lib/memories/keys';

import type { ByteSpanResource, RedactBody, RedactionPreview, RedactionResult } from './schema';

/** Where to take text out: the head that was looked at, and the stretches chosen in it; without them, all of it. */
export type Chosen = { headVersionId: string; spans: ByteSpanResource[] | null };

function post<Resource>(ref: MemoryRef, body: Partial<RedactBody>): Promise<Resource> {
  const path = apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}/redact`;
  return callApi({ workspaceId: ref.workspaceId, path, method: 'POST', body });
}

function bodyOf({ headVersionId, spans }: Chosen): Partial<RedactBody> {
  return { head_version_id: headVersionId, ...(spans ? { spans } : { is_whole: true }) };
}

/** What a redaction would do, and where else the text stands. Changes nothing. */
export function previewRedaction(ref: MemoryRef, chosen: Chosen): Promise<RedactionPreview> {
  return post(ref, { ...bodyOf(chosen), dry_run: true });
}

export type Approval = { previewHash: string; versionIds: string[]; reason?: string };

/** Permanent. Does exactly what the preview said, or nothing. */
export function redactMemory(ref: MemoryRef, chosen: Chosen, approval: Approval): Promise<RedactionResult> {
  const { previewHash, versionIds, ...note } = approval;
  return post(ref, { ...bodyOf(chosen), preview_hash: previewHash, version_ids: versionIds, ...note });
}
