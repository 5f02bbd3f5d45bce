import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { AppError, forbidden } from '@/lib/errors/app-error';
import { assertMayRead, assertMayWrite } from '@/lib/memories/internal';
import { assertMayReadHistory } from '@/lib/versions/internal';
import { canRedact } from '@/lib/versions/policy';

import type { Place, RedactionPreview } from './schema';

/** So many memories are looked through in one statement: the embedded database does one thing at a time. */
const sliceSize = 2000;

export function assertMayRedact(actor: Actor, storeId: string): void {
  assertMayRead(actor, storeId);
  assertMayReadHistory(actor, storeId);
  assertMayWrite(actor, storeId);
  if (!canRedact(actor))
    throw forbidden('redacting a memory needs the scope govern, and agents do not have it');
}

export function previewChanged(): AppError {
  return new AppError('conflict', 'what would be redacted changed since the preview: look at a new one', {
    errorCode: 'preview_changed',
  });
}

/** Needles travel as hex of their bytes, so that U+0000 can be looked for too. */
export function toHex(needles: readonly string[]): string {
  return JSON.stringify(needles.map((needle) => Buffer.from(needle, 'utf8').toString('hex')));
}

/** Whether some bytes hold one of the needles of a parameter. */
const holds = (bytes: string, parameter: string) =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements_text(${parameter}::jsonb) n WHERE position(decode(n, 'hex') IN ${bytes}) > 0)`;
const holdsText = (text: string, parameter: string) =>
  `coalesce(${holds(`convert_to(${text}, 'UTF8')`, parameter)}, false)`;

function placesOf(row: Partial<Record<`in_${Place}`, boolean>>): Place[] {
  const places: Place[] = ['content', 'path', 'name', 'description', 'title'];
  return places.filter((each) => row[`in_${each}`] === true);
}

type VersionHit = { id: string; number: number; in_content: boolean; in_path: boolean };

/** Versions of the memory that hold a needle, the head included, oldest first. */
export async function findVersionHits(run: Query, actor: Actor, memoryId: string, hex: string) {
  const rows = await run<VersionHit>(
    `SELECT * FROM (
       SELECT v.id, v.number, coalesce(${holds('c.body', '$3')}, false) AS in_content, ${holdsText('v.path', '$3')} AS in_path
       FROM memory_version v LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
       WHERE v.workspace_id = $1 AND v.memory_id = $2) hit
     WHERE in_content OR in_path ORDER BY number`,
    [actor.workspaceId, memoryId, hex],
  );
  return rows.map((row) => ({ memory_version_id: row.id, number: row.number, places: placesOf(row) }));
}

type MemoryHit = { id: string; memory_store_id: string; path: string; in_content: boolean; in_path: boolean };
type Slice = { last: string | null; hits: MemoryHit[] };
type Elsewhere = RedactionPreview['elsewhere'];

async function findMemoryHits(run: Query, actor: Actor, exceptId: string, hex: string): Promise<Elsewhere> {
  const found: Elsewhere = [];
  for (let after = ''; ;) {
    const [slice] = await run<Slice>(
      `WITH slice AS (
         SELECT m.* FROM memory m WHERE m.workspace_id = $1 AND m.id > $2 AND m.path IS NOT NULL ORDER BY m.id LIMIT $4),
       hit AS (
         SELECT m.id, m.memory_store_id, m.path, coalesce(${holds('c.body', '$3')}, false) AS in_content, ${holdsText('m.path', '$3')} AS in_path
         FROM slice m JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
         LEFT JOIN memory_content c ON c.workspace_id = m.workspace_id AND c.memory_version_id = m.head_version_id
         WHERE m.id <> $5)
       SELECT (SELECT max(id) FROM slice) AS last,
         coalesce((SELECT jsonb_agg(to_jsonb(hit) ORDER BY hit.id) FROM hit WHERE in_content OR in_path), '[]') AS hits`,
      [actor.workspaceId, after, hex, sliceSize, exceptId],
    );
    for (const hit of slice!.hits) {
      const { id, memory_store_id, path } = hit;
      found.push({ type: 'memory', id, memory_store_id, path, places: placesOf(hit) });
    }
    if (slice!.last === null) return found;
    after = slice!.last;
  }
}

type LabelHit = {
  type: 'memory_store' | 'session';
  id: string;
  in_name: boolean;
  in_description: boolean;
  in_title: boolean;
};

async function findLabelHits(run: Query, actor: Actor, hex: string): Promise<Elsewhere> {
  const rows = await run<LabelHit>(
    `SELECT * FROM (
       SELECT 'memory_store' AS type, id, ${holdsText('name', '$2')} AS in_name, ${holdsText('description', '$2')} AS in_description, false AS in_title
       FROM memory_store WHERE workspace_id = $1 AND deleted_at IS NULL
       UNION ALL
       SELECT 'session', id, false, false, ${holdsText('title', '$2')} FROM session WHERE workspace_id = $1) hit
     WHERE in_name OR in_description OR in_title ORDER BY type, id`,
    [actor.workspaceId, hex],
  );
  return rows.map((row) => ({
    type: row.type,
    id: row.id,
    memory_store_id: null,
    path: null,
    places: placesOf(row),
  }));
}

/** Where else the needles stand, among what people of the workspace may read: heads, paths, names and titles. */
export async function findElsewhere(
  run: Query,
  actor: Actor,
  memoryId: string,
  hex: string,
): Promise<Elsewhere> {
  return [...(await findMemoryHits(run, actor, memoryId, hex)), ...(await findLabelHits(run, actor, hex))];
}
