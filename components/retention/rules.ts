import type { RetentionRules } from '@/lib/retention/queries';

/** What stands in the form: numbers as they were typed. */
export type Draft = {
  removesVersions: boolean;
  versionDays: string;
  keepNewest: string;
  removesDeleted: boolean;
  deletedDays: string;
};
export type Faults = Partial<Record<'versionDays' | 'keepNewest' | 'deletedDays', string>>;

const maxDays = 36_500;
const maxKept = 1000;

export function toDraft({ old_versions: versions, deleted_memories: deleted }: RetentionRules): Draft {
  return {
    removesVersions: versions !== null,
    versionDays: String(versions?.after_days ?? 365),
    keepNewest: String(versions?.keep_newest ?? 10),
    removesDeleted: deleted !== null,
    deletedDays: String(deleted?.after_days ?? 90),
  };
}

function wholeNumber(text: string, max: number): string | undefined {
  const isGood = /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= max;
  return isGood ? undefined : `A whole number from 1 to ${max.toLocaleString('en')}.`;
}

export function findFaults(draft: Draft): Faults {
  const versionDays = draft.removesVersions ? wholeNumber(draft.versionDays, maxDays) : undefined;
  const keepNewest = draft.removesVersions ? wholeNumber(draft.keepNewest, maxKept) : undefined;
  const deletedDays = draft.removesDeleted ? wholeNumber(draft.deletedDays, maxDays) : undefined;
  return {
    ...(versionDays !== undefined && { versionDays }),
    ...(keepNewest !== undefined && { keepNewest }),
    ...(deletedDays !== undefined && { deletedDays }),
  };
}

/** Of a draft without faults. */
export function toRules(draft: Draft): RetentionRules {
  return {
    old_versions: draft.removesVersions
      ? { after_days: Number(draft.versionDays), keep_newest: Number(draft.keepNewest) }
      : null,
    deleted_memories: draft.removesDeleted ? { after_days: Number(draft.deletedDays) } : null,
  };
}

function days(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'day' : 'days'}`;
}

/** What a policy does, in plain words, one sentence for each of its rules. */
export function describeRules({
  old_versions: versions,
  deleted_memories: deleted,
}: RetentionRules): string[] {
  if (versions === null && deleted === null)
    return ['Everything is kept: every version, and every deleted memory.'];
  const kept =
    versions?.keep_newest === 1
      ? 'the newest version of each memory'
      : `the ${versions?.keep_newest.toLocaleString('en')} newest versions of each memory`;
  return [
    versions === null
      ? 'Every version of a memory is kept.'
      : `Versions older than ${days(versions.after_days)} are removed, but never ${kept}, nor what agents are served.`,
    deleted === null
      ? 'Deleted memories stay in the history.'
      : `A deleted memory goes with its whole history ${days(deleted.after_days)} after it was deleted. Until then it can be restored.`,
  ];
}
