import type { ImportedMemory, ImportedVersion } from '@/lib/memories/imported-memory';

import type { Line } from './archive';
import type { ArchivedMemory } from './archive-order';

/** How ids of the archive become ids here. `importId` marks where a version came from. */
export type Renaming = {
  importId: string;
  keepsIds: boolean;
  rename: (id: string, prefix: 'memstore' | 'mem' | 'memver') => string;
  /** Whether the archive holds the version; a reference to another one stays as it is. */
  holds: (versionId: string) => boolean;
};

/** What says already where it came from keeps saying so, if it is the same version still. */
function toSource(
  line: Line<'version'>,
  { importId, keepsIds }: Renaming,
): Pick<ImportedVersion, 'source' | 'importedBy'> {
  const isMarked = line.source !== null || line.imported_by !== null;
  if (!keepsIds || !isMarked) return { source: { id: importId, externalId: line.id } };
  return {
    source: line.source && { id: line.source.id, externalId: line.source.external_id },
    ...(line.imported_by && { importedBy: line.imported_by }),
  };
}

function toVersion(line: Line<'version'>, renaming: Renaming): ImportedVersion {
  const { rename, holds } = renaming;
  const origin = line.origin && {
    kind: line.origin.kind,
    versionId: holds(line.origin.memory_version_id)
      ? rename(line.origin.memory_version_id, 'memver')
      : line.origin.memory_version_id,
  };
  return {
    id: rename(line.id, 'memver'),
    number: line.number,
    operation: line.operation,
    path: line.path,
    content: line.content,
    actor: line.created_by,
    trustTier: line.trust_tier,
    agent: line.agent,
    model: line.model,
    tool: line.tool,
    occurredAt: line.occurred_at,
    recordedAt: line.recorded_at,
    origin,
    redacted: line.redacted,
    ...toSource(line, renaming),
  };
}

/** A memory of an archive as the one way in takes it. */
export function toImported({ memory, versions }: ArchivedMemory, renaming: Renaming): ImportedMemory {
  const served = memory.served_version_id;
  return {
    id: renaming.rename(memory.id, 'mem'),
    versions: versions.map((line) => toVersion(line, renaming)),
    servedVersionId: served === null ? null : renaming.rename(served, 'memver'),
    createdAt: memory.created_at,
    archivedAt: memory.archived_at,
    quarantinedAt: memory.quarantined_at,
    restrictedAt: memory.restricted_at,
    lockedAt: memory.locked_at,
  };
}
