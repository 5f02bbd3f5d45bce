import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Instant } from '@/lib/clock/instant';
import { decodeContent } from '@/lib/versions/content';

import type { LineText } from './archive';

export type StoreRow = {
  id: string;
  name: string;
  description: string;
  metadata: Record<string, string>;
  created_at: Instant;
  updated_at: Instant;
  archived_at: Instant | null;
};

export type MemoryRow = {
  id: string;
  memory_store_id: string;
  head_version_id: string;
  served_version_id: string | null;
  created_at: Instant;
  archived_at: Instant | null;
  quarantined_at: Instant | null;
  restricted_at: Instant | null;
  locked_at: Instant | null;
};

type By = LineText<'version'>['created_by'];

export type ArchivedVersionRow = Pick<
  LineText<'version'>,
  | 'id'
  | 'memory_id'
  | 'number'
  | 'operation'
  | 'path'
  | 'content_sha256'
  | 'trust_tier'
  | 'agent'
  | 'model'
  | 'tool'
> & {
  actor_type: By['type'];
  actor_id: string;
  occurred_at: Instant | null;
  recorded_at: Instant;
  source_id: string | null;
  external_id: string | null;
  imported_by_type: By['type'] | null;
  imported_by_id: string | null;
  origin_kind: NonNullable<LineText<'version'>['origin']>['kind'] | null;
  origin_version_id: string | null;
  redacted_at: Instant | null;
  redacted_by_type: By['type'] | null;
  redacted_by_id: string | null;
  body: Uint8Array | null;
};

export function presentStoreLine(row: StoreRow): LineText<'store'> {
  return {
    kind: 'store',
    id: row.id,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    created_at: formatInstant(row.created_at),
    updated_at: formatInstant(row.updated_at),
    archived_at: formatOptionalInstant(row.archived_at),
  };
}

export function presentMemoryLine(row: MemoryRow): LineText<'memory'> {
  return {
    kind: 'memory',
    id: row.id,
    memory_store_id: row.memory_store_id,
    head_version_id: row.head_version_id,
    served_version_id: row.served_version_id,
    created_at: formatInstant(row.created_at),
    archived_at: formatOptionalInstant(row.archived_at),
    quarantined_at: formatOptionalInstant(row.quarantined_at),
    restricted_at: formatOptionalInstant(row.restricted_at),
    locked_at: formatOptionalInstant(row.locked_at),
  };
}

function presentBy(type: By['type'] | null, id: string | null): By | null {
  return type === null || id === null ? null : { type, id };
}

/** An import that kept a version's id brought the same version back: its line says nothing of that, and is what it was. */
function wasBroughtBack(row: ArchivedVersionRow): boolean {
  return row.source_id !== null && row.source_id.startsWith('imp_') && row.external_id === row.id;
}

export function presentVersionLine(row: ArchivedVersionRow): LineText<'version'> {
  const isAsBefore = wasBroughtBack(row);
  const redactedBy = presentBy(row.redacted_by_type, row.redacted_by_id);
  return {
    kind: 'version',
    id: row.id,
    memory_id: row.memory_id,
    number: row.number,
    operation: row.operation,
    path: row.path,
    content: row.body ? decodeContent(row.body) : null,
    content_sha256: row.content_sha256,
    created_by: { type: row.actor_type, id: row.actor_id },
    trust_tier: row.trust_tier,
    agent: row.agent,
    model: row.model,
    tool: row.tool,
    occurred_at: formatOptionalInstant(row.occurred_at),
    recorded_at: formatInstant(row.recorded_at),
    source: isAsBefore || row.source_id === null ? null : { id: row.source_id, external_id: row.external_id },
    imported_by: isAsBefore ? null : presentBy(row.imported_by_type, row.imported_by_id),
    origin:
      row.origin_kind && row.origin_version_id
        ? { kind: row.origin_kind, memory_version_id: row.origin_version_id }
        : null,
    redacted:
      row.redacted_at !== null && redactedBy ? { at: formatInstant(row.redacted_at), by: redactedBy } : null,
  };
}
