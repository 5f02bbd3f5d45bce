import type { Classification, RevertAction, SkipReason } from './schema';

/** One memory that the subject wrote, as it stands now. "Own" writes are those that are to be undone. */
export type History = {
  memory_id: string;
  memory_store_id: string;
  /** The number of its first own version, and how many of its versions are own. */
  first_number: number;
  own_count: number;
  head_number: number;
  head_version_id: string;
  head_at: bigint;
  /** Null for a deleted memory. */
  head_path: string | null;
  head_sha256: string | null;
  /** The version before the first own one; all null when there is none. */
  before_id: string | null;
  before_operation: string | null;
  before_path: string | null;
  before_sha256: string | null;
  is_before_redacted: boolean;
  is_store_archived: boolean;
  is_store_deleted: boolean;
};

export type PlannedItem = {
  memory_id: string;
  memory_store_id: string;
  classification: Classification;
  action: RevertAction;
  /** The state before; null when there was none. */
  target_version_id: string | null;
  expected_head_id: string;
  /** Why nothing is done; null when something is. */
  skipped_because: SkipReason | null;
  head_at: bigint;
};

/** Numbers begin at 1: what is not there before a later one was removed. */
function isBeforeRemoved(history: History): boolean {
  return history.before_id === null && history.first_number > 1;
}

function wasThere(history: History): boolean {
  return history.before_id !== null && history.before_operation !== 'deleted';
}

function isEditedSince(history: History): boolean {
  return history.head_number - history.first_number + 1 !== history.own_count;
}

function classify(history: History): Classification {
  if (isEditedSince(history)) return 'edited_since';
  if (isBeforeRemoved(history)) return 'target_removed';
  if (!wasThere(history)) return 'created_by_it';
  if (history.is_before_redacted) return 'target_redacted';
  return history.head_path === null ? 'deleted_by_it' : 'clean';
}

function isAlreadyAsBefore(history: History): boolean {
  if (!wasThere(history)) return history.head_path === null;
  return history.head_path === history.before_path && history.head_sha256 === history.before_sha256;
}

function skipReasonOf(history: History, classification: Classification): SkipReason | null {
  if (history.is_store_deleted) return 'store_deleted';
  if (history.is_store_archived) return 'store_archived';
  if (classification === 'edited_since') return classification;
  if (classification === 'target_redacted' || classification === 'target_removed') return classification;
  return isAlreadyAsBefore(history) ? 'nothing_to_change' : null;
}

const actions = {
  clean: 'restore',
  created_by_it: 'delete',
  deleted_by_it: 'recreate',
  edited_since: 'none',
  target_redacted: 'none',
  target_removed: 'none',
} as const satisfies Record<Classification, RevertAction>;

/**
 * What to do with a memory so that it is as it was before the subject's first write. A write by somebody else after that, or by the
 * subject outside of the window, stands: the memory is left alone rather than lose it.
 */
export function planItem(history: History): PlannedItem {
  const classification = classify(history);
  const reason = skipReasonOf(history, classification);
  return {
    memory_id: history.memory_id,
    memory_store_id: history.memory_store_id,
    classification,
    action: reason === null ? actions[classification] : 'none',
    target_version_id: history.before_id,
    expected_head_id: history.head_version_id,
    skipped_because: reason,
    head_at: history.head_at,
  };
}
