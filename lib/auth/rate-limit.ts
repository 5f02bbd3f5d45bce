import 'server-only';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { describeActor } from '@/lib/db/workspace';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors/app-error';

import type { Actor } from './actor';

/** `isDenied`: the database had nothing left to give for this window. */
type Lease = { left: number; until: number; isDenied: boolean };
type Holder = { leases: Map<string, Lease>; pending: Map<string, Promise<Lease>> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.rateLeases')] ??= {
  leases: new Map(),
  pending: new Map(),
}) as Holder;

const rememberAtMost = 10_000;

async function takeLease(actor: Actor): Promise<Lease> {
  try {
    const rows = await getDatabase().query<{ lease: { granted: number; left_us: number } }>(
      'SELECT take_rate_lease($1::jsonb, $2, $3) AS lease',
      [describeActor(actor), 'requests', env().LIMIT_REQUESTS_PER_MINUTE],
    );
    const { granted, left_us: leftUs } = rows[0]!.lease;
    return { left: granted, until: performance.now() + leftUs / 1000, isDenied: granted === 0 };
  } catch (error) {
    throw translateFailure(error);
  }
}

/** Requests that arrive together wait for one lease instead of taking one each. */
async function renewLease(actor: Actor, name: string): Promise<Lease> {
  let pending = holder.pending.get(name);
  if (!pending) {
    pending = takeLease(actor).finally(() => holder.pending.delete(name));
    holder.pending.set(name, pending);
  }
  const lease = await pending;
  if (holder.leases.size >= rememberAtMost) holder.leases.delete(holder.leases.keys().next().value!);
  holder.leases.set(name, lease);
  return lease;
}

/**
 * Counts one request against the credential's allowance a minute. The allowance is shared by all processes: each takes a part of
 * it from the database at a time (at most a twentieth of what is left, so at most that much goes unused). Throws `rate_limited`.
 */
export async function spendRequest(actor: Actor): Promise<void> {
  const name = `${actor.workspaceId}/${actor.id}`;
  for (;;) {
    const known = holder.leases.get(name);
    const isUsable = known && known.until > performance.now() && (known.left > 0 || known.isDenied);
    const lease = isUsable ? known : await renewLease(actor, name);
    if (lease.isDenied) throw tooMany(lease);
    if (lease.left > 0) {
      lease.left -= 1;
      return;
    }
  }
}

function tooMany(lease: Lease): AppError {
  const seconds = Math.max(1, Math.ceil((lease.until - performance.now()) / 1000));
  return new AppError(
    'rate_limited',
    `the limit of ${env().LIMIT_REQUESTS_PER_MINUTE} requests a minute is used up; try again in ${seconds} s`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
