import { decodeContent } from '@/lib/versions/content';

import { marksOf, saltOf } from './era';
import { foldText } from './fold';
import { hashText, listGrams } from './grams';

/** A version with its text, as it is read to be made findable. */
export type Findable = {
  id: string;
  memory_id: string;
  memory_store_id: string;
  recorded_at: bigint;
  actor_type: string;
  actor_id: string;
  path: string;
  body: Uint8Array;
};

/** Folders deeper than this are told apart by the path alone. */
const deepestFolder = 16;

/** What stands among grams for something else than text: longer than they are, so that only chance gives both one hash. */
const labels = {
  store: (id: string) => `store ${id}`,
  actor: (type: string, id: string) => `actor ${type} ${id}`,
  folder: (folded: string) => `folder ${folded}`,
};

function listFolders(foldedPath: string): string[] {
  const names = foldedPath.split('/').slice(1, -1).slice(0, deepestFolder);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}/`);
}

/** What every row that passes a filter is labelled with; the filter itself is narrower. */
export function labelsOfFilter(filter: {
  storeIds: readonly string[] | null;
  prefix: string;
  actor?: { type: string; id: string };
}): string[] {
  const { storeIds, prefix, actor } = filter;
  const folder = listFolders(prefix).at(-1);
  return [
    ...(storeIds?.length === 1 ? [labels.store(storeIds[0]!)] : []),
    ...(actor ? [labels.actor(actor.type, actor.id)] : []),
    ...(folder === undefined ? [] : [labels.folder(folder)]),
  ];
}

/**
 * The row of a version in an era, as JSON carries it: its folded texts, and as an array of the database the hashes of their grams, of
 * what it is labelled with, and the era's marks.
 */
export function toSearchRow(version: Findable, { workspaceId, era }: { workspaceId: string; era: number }) {
  const { body: bytes, recorded_at: recordedAt, ...ids } = version;
  const [path, body] = [foldText(version.path), foldText(decodeContent(bytes))];
  const salt = saltOf(workspaceId, era);
  const hashed = [
    ...listGrams([path, body]),
    labels.store(version.memory_store_id),
    labels.actor(version.actor_type, version.actor_id),
    ...listFolders(path).map(labels.folder),
  ];
  const grams = new Set([...hashed.map((text) => hashText(salt, text)), ...marksOf(salt, era)]);
  return { ...ids, era, recorded_at: String(recordedAt), path, body, grams: `{${[...grams].join(',')}}` };
}

/** Puts rows in, as one JSON array, for a workspace. */
export const insertRows = `
  INSERT INTO search_text (workspace_id, memory_version_id, memory_id, memory_store_id, era, recorded_at, actor_type, actor_id, path, body, grams)
  SELECT $1, r.id, r.memory_id, r.memory_store_id, r.era, r.recorded_at, r.actor_type, r.actor_id, r.path, r.body, r.grams::int[]
  FROM json_to_recordset($2::json) AS r(id text, memory_id text, memory_store_id text, era int, recorded_at bigint, actor_type text,
    actor_id text, path text, body text, grams text)`;
