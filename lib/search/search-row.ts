import { decodeContent } from '@/lib/versions/content';

import { foldText } from './fold';
import { hashTexts, saltOf } from './grams';

/** Rows of an era: what one step of a search looks through at most. */
export const eraSize = 8192;

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

/** The row of a version in an era, as JSON carries it: its folded texts, and the hashes of their grams as an array of the database. */
export function toSearchRow(version: Findable, { workspaceId, era }: { workspaceId: string; era: number }) {
  const { body: bytes, recorded_at: recordedAt, ...ids } = version;
  const [path, body] = [foldText(version.path), foldText(decodeContent(bytes))];
  const grams = `{${hashTexts(saltOf(workspaceId, era), [path, body]).join(',')}}`;
  return { ...ids, era, recorded_at: String(recordedAt), path, body, grams };
}
