import type { LimitsResource } from '@/lib/stores/limits';

type PerMinute = LimitsResource['per_minute'][number];

const kinds: Record<PerMinute['of'], string> = {
  requests: 'Requests',
  searches: 'Searches',
  exports: 'Exports',
};

/** As in "Searches a minute, each key, session or person". */
export function nameOfAllowance({ of: kind, shared_by: sharedBy }: PerMinute): string {
  const whose = sharedBy === 'workspace' ? 'the whole workspace' : 'each key, session or person';
  return `${kinds[kind]} a minute, ${whose}`;
}

/** How full something is, from 0 to 1; null without a limit. */
export function shareOf(used: number, limit: number | null): number | null {
  return limit === null || limit === 0 ? null : Math.min(1, used / limit);
}
