import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { decodeContent } from '@/lib/versions/content';

import { mayDestroy, recentUs } from './portion';
import type { Portion, Progress, Written } from './portion';

const maxEntries = 200;
/** Of texts in one slice, so that neither memory nor the embedded database is taken up for long. */
const maxBytes = 524_288;

type Entry = {
  transaction_id: bigint;
  id: string;
  version_id: string | null;
  redacted_id: string | null;
  is_settled: boolean;
  is_import: boolean;
  store_ids: string[];
};

const selectEntries = `
  SELECT e.transaction_id, e.id, e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS is_settled,
    CASE WHEN e.target_type = 'memory' THEN e.details->>'memory_version_id' END AS version_id,
    CASE WHEN e.action = 'memory_version.redacted' THEN e.target_id END AS redacted_id,
    e.action IN ('memory_store.imported', 'workspace.imported') AS is_import,
    coalesce((SELECT i.memory_store_ids FROM import i WHERE i.workspace_id = $1 AND i.id = e.details->>'import_id'), ARRAY[e.target_id]) AS store_ids
  FROM audit_entry e WHERE e.workspace_id = $1 AND (e.transaction_id, e.id) > ($2, $3)
  ORDER BY e.transaction_id, e.id LIMIT ${maxEntries}`;

const columns = `v.id, v.memory_id, v.memory_store_id, v.number, v.operation, v.recorded_at, v.actor_type, v.origin_kind, v.content_sha256,
  v.content_size_bytes, p.id AS previous_id, p.content_sha256 AS previous_sha256, p.content_size_bytes AS previous_size_bytes,
  v.recorded_at > (SELECT now_us()) - ${recentUs} AS is_recent`;
const withPrevious = `memory_version v
  LEFT JOIN memory_version p ON p.workspace_id = v.workspace_id AND p.memory_id = v.memory_id AND p.number = v.number - 1`;

const selectWritten = `SELECT ${columns} FROM ${withPrevious} WHERE v.workspace_id = $1 AND v.id = ANY ($2)`;

/** What an import brought of recent history, memory by memory. */
const selectImported = `
  SELECT ${columns} FROM ${withPrevious}
  WHERE v.workspace_id = $1 AND v.memory_store_id = ANY ($2) AND (v.memory_id, v.number) > ($3, $4)
    AND v.imported_by_type IS NOT NULL AND v.recorded_at > (SELECT now_us()) - ${recentUs}
  ORDER BY v.memory_id, v.number LIMIT ${maxEntries}`;

export const selectProgress =
  'SELECT transaction_id, entry_id, walked_memory_id, walked_number FROM write_progress WHERE workspace_id = $1';

async function findProgress(query: Query, workspaceId: string): Promise<Progress> {
  const [found] = await query<Progress>(selectProgress, [workspaceId]);
  return found ?? { transaction_id: 0n, entry_id: '', walked_memory_id: '', walked_number: 0 };
}

function bytesOf(version: Written): number {
  if (!mayDestroy(version)) return 0;
  return (version.previous_size_bytes ?? 0) + (version.content_size_bytes ?? 0);
}

/** As many from the beginning as stay within the bytes of one slice, one at least. */
function takeWithinBytes<Item>(items: readonly Item[], sizeOf: (item: Item) => number): Item[] {
  let bytes = 0;
  return items.filter((item, index) => (bytes += sizeOf(item)) <= maxBytes || index === 0);
}

async function readTexts(query: Query, workspaceId: string, written: readonly Written[]) {
  const compared = written.filter((version) => version.operation === 'modified' && mayDestroy(version));
  const ids = compared.flatMap(({ id, previous_id: previous }) => [id, previous]);
  const rows = await query<{ id: string; body: Uint8Array }>(
    'SELECT memory_version_id AS id, body FROM memory_content WHERE workspace_id = $1 AND memory_version_id = ANY ($2)',
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, body }) => [id, decodeContent(body)]));
}

async function readWalk(
  query: Query,
  workspaceId: string,
  before: Progress,
  entry: Entry,
): Promise<Omit<Portion, 'texts'>> {
  const place = [before.walked_memory_id, before.walked_number];
  const found = await query<Written>(selectImported, [workspaceId, entry.store_ids, ...place]);
  const written = takeWithinBytes(found, bytesOf);
  const isDone = written.length === found.length && found.length < maxEntries;
  const last = written.at(-1);
  const onward = { walked_memory_id: last?.memory_id ?? '', walked_number: last?.number ?? 0 };
  const past = { transaction_id: entry.transaction_id, entry_id: entry.id };
  return {
    before,
    after: isDone ? { ...past, walked_memory_id: '', walked_number: 0 } : { ...before, ...onward },
    written,
    redactedIds: [],
    importedStoreIds: isDone ? entry.store_ids : [],
    isCounted: false,
  };
}

async function readWrites(
  query: Query,
  workspaceId: string,
  before: Progress,
  entries: readonly Entry[],
): Promise<Omit<Portion, 'texts'>> {
  const ids = entries.flatMap(({ version_id: id }) => id ?? []);
  const known = new Map(
    (await query<Written>(selectWritten, [workspaceId, ids])).map((version) => [version.id, version]),
  );
  const writtenBy = ({ version_id: id }: Entry) => (id === null ? undefined : known.get(id));
  const taken = takeWithinBytes(entries, (entry) => {
    const version = writtenBy(entry);
    return version ? bytesOf(version) : 0;
  });
  const last = taken.at(-1)!;
  return {
    before,
    after: { ...before, transaction_id: last.transaction_id, entry_id: last.id },
    written: taken.flatMap((entry) => writtenBy(entry) ?? []),
    redactedIds: taken.flatMap(({ redacted_id: id }) => id ?? []),
    importedStoreIds: [],
    isCounted: true,
  };
}

/**
 * What comes next in the trail: some writes, or a piece of one import. `nothing` at its end; `unsettled` while an earlier entry may
 * still slip in, since each must be counted once. Holds no lock while it is looked at.
 */
export function readPortion(workspaceId: string): Promise<Portion | 'nothing' | 'unsettled'> {
  return readWorkspace(systemActor(workspaceId, 'overview'), async (query) => {
    const before = await findProgress(query, workspaceId);
    const found = await query<Entry>(selectEntries, [workspaceId, before.transaction_id, before.entry_id]);
    const entries = found.filter((entry) => entry.is_settled);
    const [first] = entries;
    if (!first) return found.length === 0 ? 'nothing' : 'unsettled';
    const untilImport = entries.findIndex((entry) => entry.is_import);
    const writes = untilImport === -1 ? entries : entries.slice(0, untilImport);
    const portion = first.is_import
      ? await readWalk(query, workspaceId, before, first)
      : await readWrites(query, workspaceId, before, writes);
    return { ...portion, texts: await readTexts(query, workspaceId, portion.written) };
  });
}
