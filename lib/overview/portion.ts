import type { VersionOperation } from '@/lib/versions/schema';

/** How far the trail was followed, and while an import is walked through, up to which version of which memory. */
export type Progress = {
  transaction_id: bigint;
  entry_id: string;
  walked_memory_id: string;
  walked_number: number;
};

/** A version beside the one before it, as far as a loss of text can be told without either text. */
export type Written = {
  id: string;
  memory_id: string;
  memory_store_id: string;
  number: number;
  operation: VersionOperation;
  recorded_at: bigint;
  actor_type: string;
  origin_kind: string | null;
  content_sha256: string | null;
  content_size_bytes: number | null;
  previous_id: string | null;
  previous_sha256: string | null;
  previous_size_bytes: number | null;
  is_recent: boolean;
};

/** What is worked off in one slice, and where the next one begins. */
export type Portion = {
  before: Progress;
  after: Progress;
  written: Written[];
  /** Versions that were made unreadable. */
  redactedIds: string[];
  /** Stores whose import this ends: what it brought is counted at once. */
  importedStoreIds: string[];
  /** False for versions of an import, which are counted when it ends. */
  isCounted: boolean;
  texts: Map<string, string>;
};

/** What happened longer ago is counted, but nobody is called to it any more. */
export const recentUs = 30n * 86_400_000_000n;

/** A smaller text is a remark: to rewrite it is its way of life. */
const leastLostBytes = 200;

/** Acts of this kind take text away knowingly, and stand in the trail as what they are. */
const knowing: readonly (string | null)[] = ['restored', 'reverted', 'redacted'];

/** Whether a version may have taken much of a text away: its text has to be compared to tell. */
export function mayDestroy(version: Written): boolean {
  const { previous_size_bytes: size, previous_sha256: sha256 } = version;
  if (!version.is_recent || version.previous_id === null || size === null || sha256 === null) return false;
  if (knowing.includes(version.origin_kind) || version.operation === 'created') return false;
  if (version.operation === 'deleted') return size > 0;
  return size >= leastLostBytes && version.content_sha256 !== null && version.content_sha256 !== sha256;
}

export function isMuch(bytes: number): boolean {
  return bytes >= leastLostBytes;
}
