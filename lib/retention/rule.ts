import type { Instant } from '@/lib/clock/instant';

const dayUs = 86_400_000_000n;

export type PolicyDays = {
  versions_after_days: number | null;
  keep_newest: number | null;
  deleted_after_days: number | null;
};

/** What a policy means at an instant. Null: nothing goes for this reason. */
export type Rule = {
  versionsBefore: Instant | null;
  keepNewest: number;
  deletedBefore: Instant | null;
};

/** A version is older than N days when it was written before this instant, the same for all of a run. */
export function ruleAt(policy: PolicyDays, asOf: Instant): Rule {
  const before = (days: number | null) => (days === null ? null : asOf - BigInt(days) * dayUs);
  return {
    versionsBefore: before(policy.versions_after_days),
    keepNewest: policy.keep_newest ?? 1,
    deletedBefore: before(policy.deleted_after_days),
  };
}
