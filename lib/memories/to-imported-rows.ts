import 'server-only';

import { createHash } from 'node:crypto';

import type { Actor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { encodeContent } from '@/lib/versions/content';
import type { VersionOperation } from '@/lib/versions/schema';

import { pathOfImported } from './imported-memory';
import type { ImportedMemory, ImportedVersion } from './imported-memory';

function operationOf(version: ImportedVersion, index: number): VersionOperation {
  if (version.operation) return version.operation;
  if (version.content === null) return 'deleted';
  return index === 0 ? 'created' : 'modified';
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Instants go as text: JSON's numbers are not exact enough everywhere. */
const instant = (value: bigint | null | undefined) =>
  value === null || value === undefined ? null : String(value);

/** The store that memories are brought into. */
export type Slice = { workspaceId: string; storeId: string };
type Place = Slice & { actor: Actor; memoryId: string };

/** One literal without a spread: an object of so many fields that is put together from others takes ten times as long to make. */
function toVersionRow(
  { actor, workspaceId, storeId, memoryId }: Place,
  version: ImportedVersion,
  index: number,
  bytes: Uint8Array | null,
) {
  const importedBy = version.importedBy ?? actor;
  return {
    workspace_id: workspaceId,
    id: version.id ?? newId('memver'),
    memory_store_id: storeId,
    memory_id: memoryId,
    number: version.number ?? index + 1,
    operation: operationOf(version, index),
    path: version.path,
    actor_type: version.actor.type,
    actor_id: version.actor.id,
    trust_tier: version.trustTier,
    agent: version.agent,
    model: version.model,
    tool: version.tool ?? null,
    occurred_at: instant(version.occurredAt),
    recorded_at: instant(version.recordedAt),
    source_id: version.source?.id ?? null,
    external_id: version.source?.externalId ?? null,
    imported_by_type: importedBy.type,
    imported_by_id: importedBy.id,
    origin_kind: version.origin?.kind ?? null,
    origin_version_id: version.origin?.versionId ?? null,
    redacted_at: instant(version.redacted?.at),
    redacted_by_type: version.redacted?.by.type ?? null,
    redacted_by_id: version.redacted?.by.id ?? null,
    content_sha256: bytes === null ? null : hash(bytes),
    content_size_bytes: bytes === null ? null : bytes.byteLength,
  };
}

/** The rows of one memory, its versions and their texts, with the columns of their tables. */
export function toImportedRows(place: Place, memory: ImportedMemory) {
  const texts = memory.versions.map(({ content }) => (content === null ? null : encodeContent(content)));
  const versions = memory.versions.map((version, index) =>
    toVersionRow(place, version, index, texts[index]!),
  );
  const bodies = texts.flatMap((bytes, index) =>
    bytes === null ? [] : [{ id: versions[index]!.id, bytes }],
  );
  const head = versions.at(-1)!;
  const row = {
    workspace_id: place.workspaceId,
    id: place.memoryId,
    memory_store_id: place.storeId,
    path: pathOfImported(memory),
    head_version_id: head.id,
    served_version_id: memory.servedVersionId === undefined ? head.id : memory.servedVersionId,
    version_number: head.number,
    content_sha256: head.content_sha256,
    content_size_bytes: head.content_size_bytes,
    created_at: instant(memory.createdAt ?? memory.versions[0]!.recordedAt),
    updated_at: head.recorded_at,
    archived_at: instant(memory.archivedAt),
    quarantined_at: instant(memory.quarantinedAt),
    restricted_at: instant(memory.restrictedAt),
    locked_at: instant(memory.lockedAt),
  };
  return { row, versions, bodies };
}

export type ImportedRows = ReturnType<typeof toImportedRows>;
