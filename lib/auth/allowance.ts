import type { Env } from '@/lib/env';

/** What is counted beside requests, because one of it costs more or carries more away. */
export type Spending = 'searches' | 'exports';

/** An allowance for each minute: the caller's own, or one that the whole workspace shares. */
export type Allowance = { bucket: 'requests' | Spending; variable: LimitName; isShared: boolean };

type LimitName = Extract<keyof Env, `LIMIT_${string}_PER_MINUTE`>;

export const requestAllowance: Allowance = {
  bucket: 'requests',
  variable: 'LIMIT_REQUESTS_PER_MINUTE',
  isShared: false,
};

export const spendings: Record<Spending, readonly Allowance[]> = {
  searches: [
    { bucket: 'searches', variable: 'LIMIT_SEARCHES_PER_MINUTE', isShared: false },
    { bucket: 'searches', variable: 'LIMIT_WORKSPACE_SEARCHES_PER_MINUTE', isShared: true },
  ],
  exports: [
    { bucket: 'exports', variable: 'LIMIT_EXPORTS_PER_MINUTE', isShared: false },
    { bucket: 'exports', variable: 'LIMIT_WORKSPACE_EXPORTS_PER_MINUTE', isShared: true },
  ],
};

export const allowances: readonly Allowance[] = [
  requestAllowance,
  ...spendings.searches,
  ...spendings.exports,
];
