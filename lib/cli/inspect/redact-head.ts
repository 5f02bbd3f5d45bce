import type { MemoryResource } from '@/lib/memories/schema';
import { redactMemoryOperation } from '@/lib/redactions/schema';
import type { RedactionPreview, RedactionResult } from '@/lib/redactions/schema';

import type { Api, Request } from './api';
import { toPrintable } from './printable';
import type { Span } from './spans';
import { countOf } from './words';

type Body = NonNullable<Request<typeof redactMemoryOperation>['body']>;
export type Chosen = { spans: Span[] } | { is_whole: true };

async function send<Answer>(api: Api, memory: MemoryResource, body: Body): Promise<Answer> {
  const params = { memory_store_id: memory.memory_store_id, memory_id: memory.id };
  // The operation answers a dry run with a preview, and an execution with a result.
  return (await api.call(redactMemoryOperation, { params, body })) as Answer;
}

/** What would be masked, and everywhere else that the same text stands. Changes nothing. */
export function previewRedaction(
  api: Api,
  memory: MemoryResource,
  chosen: Chosen,
): Promise<RedactionPreview> {
  return send(api, memory, { ...chosen, head_version_id: memory.memory_version_id, dry_run: true });
}

/** Carries out exactly what the preview showed, in all the versions that it named. */
export function executeRedaction(
  api: Api,
  memory: MemoryResource,
  plan: { chosen: Chosen; preview: RedactionPreview; reason: string | undefined },
): Promise<RedactionResult> {
  const { chosen, preview, reason } = plan;
  return send(api, memory, {
    ...chosen,
    head_version_id: preview.head_version_id,
    preview_hash: preview.preview_hash,
    version_ids: preview.versions.map((version) => version.memory_version_id),
    ...(reason !== undefined && { reason }),
  });
}

/** The preview in sentences: what goes for good, and what this command does not reach. */
export function describePreview({
  spans,
  versions,
  is_in_path: isInPath,
  elsewhere,
}: RedactionPreview): string {
  const bytes = spans.reduce((sum, span) => sum + span.end_byte - span.start_byte, 0);
  const numbers = versions.map(({ number }) => `@${number}`).join(', ');
  const beyond = elsewhere.map(
    ({ type, id, path, places }) => `  ${type} ${id}  ${toPrintable(path ?? '')}  (${places.join(', ')})`,
  );
  return [
    `This is permanent: ${countOf(bytes, 'byte')} in ${countOf(spans.length, 'place')} of the head become a mask.`,
    ...(versions.length > 0
      ? [`The same text stands in ${numbers}: these are blanked as a whole, for everybody.`]
      : []),
    ...(isInPath ? ['It also stands in the path of this memory, which stays: move the memory.'] : []),
    ...(beyond.length > 0 ? ['It also stands here, and stays here:', ...beyond] : []),
  ].join('\n');
}
