import 'server-only';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { describeActor } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors/app-error';

import type { Actor } from './actor';
import { requestAllowance, spendings } from './allowance';
import type { Allowance, Spending } from './allowance';

/** `isDenied`: the database had nothing left to give for this window. */
type Lease = { left: number; until: number; isDenied: boolean };
type Holder = { leases: Map<string, Lease>; pending: Map<string, Promise<Lease>> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.rateLeases')] ??= {
  leases: new Map(),
  pending: new Map(),
}) as Holder;

const rememberAtMost = 10_000;

async function takeLease(actor: Actor, { bucket, variable, isShared }: Allowance): Promise<Lease> {
  try {
    const rows = await getDatabase().query<{ lease: { granted: number; left_us: number } }>(
      'SELECT take_rate_lease($1::jsonb, $2, $3, $4) AS lease',
      [describeActor(actor), bucket, env()[variable], isShared ? actor.workspaceId : null],
    );
    const { granted, left_us: leftUs } = rows[0]!.lease;
    return { left: granted, until: performance.now() + leftUs / 1000, isDenied: granted === 0 };
  } catch (error) {
    throw translateFailure(error);
  }
}

/** Requests that arrive together wait for one lease instead of taking one each. */
async function renewLease(actor: Actor, allowance: Allowance, name: string): Promise<Lease> {
  let pending = holder.pending.get(name);
  if (!pending) {
    pending = takeLease(actor, allowance).finally(() => holder.pending.delete(name));
    holder.pending.set(name, pending);
  }
  const lease = await pending;
  if (holder.leases.size >= rememberAtMost) holder.leases.delete(holder.leases.keys().next().value!);
  holder.leases.set(name, lease);
  return lease;
}

async function spend(actor: Actor, allowance: Allowance): Promise<void> {
  const name = `${actor.workspaceId}/${allowance.isShared ? '' : actor.id}/${allowance.bucket}`;
  for (;;) {
    const known = holder.leases.get(name);
    const isUsable = known && known.until > performance.now() && (known.left > 0 || known.isDenied);
    const lease = isUsable ? known : await renewLease(actor, allowance, name);
    if (lease.isDenied) throw tooMany(lease, allowance);
    if (lease.left > 0) {
      lease.left -= 1;
      return;
    }
  }
}

/**
 * Counts one request against the credential's allowance a minute. The allowance is shared by all processes: each takes a part of
 * it from the database at a time (at most a twentieth of what is left, so at most that much goes unused). Throws `rate_limited`.
 */
export function spendRequest(actor: Actor): Promise<void> {
  return spend(actor, requestAllowance);
}

/** Counts one search or export against the credential's allowance a minute and against the workspace's. Throws `rate_limited`. */
export async function spendOn(actor: Actor, spending: Spending): Promise<void> {
  for (const allowance of spendings[spending]) await spend(actor, allowance);
}

function tooMany(lease: Lease, { bucket, variable, isShared }: Allowance): AppError {
  const seconds = Math.max(1, Math.ceil((lease.until - performance.now()) / 1000));
  const whose = isShared ? "the workspace's limit" : 'the limit';
  return new AppError(
    'rate_limited',
    `${whose} of ${env()[variable]} ${bucket} a minute is used up; try again in ${seconds} s`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
