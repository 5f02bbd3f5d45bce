import 'server-only';

import { createHmac } from 'node:crypto';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { AppError } from '@/lib/errors/app-error';

import { deriveKey } from './secret';

/** Nobody mistypes a password more often than this in one go, and ten guesses find nothing. */
const attemptsPerWindow = 10;
/** Against one account, from wherever: 2,880 guesses a day. */
const accountWindowUs = 5 * 60_000_000;
/** From one address, against whomever; many people can share one, and their successes do not count. */
const addressWindowUs = 60_000_000;

export type SignInAttempt = { account: Uint8Array; address: Uint8Array };

/** Counters are found by keyed hashes: the table tells nobody who tried to sign in. */
function keyOf(kind: 'account' | 'address', value: string): Uint8Array {
  return new Uint8Array(createHmac('sha256', deriveKey('sign-in limit')).update(`${kind}:${value}`).digest());
}

async function query<Row>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return await getDatabase().query<Row>(text, values);
  } catch (error) {
    throw translateFailure(error);
  }
}

/** Counts an attempt before it is verified, over all processes. Throws `rate_limited` when the account or the address has had its share. */
export async function countSignIn(email: string, address: string): Promise<SignInAttempt> {
  const attempt = { account: keyOf('account', email), address: keyOf('address', address) };
  const rows = await query<{ wait_us: bigint }>('SELECT count_sign_in($1, $2, $3, $4, $5) AS wait_us', [
    attempt.account,
    accountWindowUs,
    attempt.address,
    addressWindowUs,
    attemptsPerWindow,
  ]);
  const waitUs = Number(rows[0]!.wait_us);
  if (waitUs === 0) return attempt;
  const seconds = Math.ceil(waitUs / 1_000_000);
  throw new AppError('rate_limited', `too many attempts to sign in; try again in ${seconds} s`, {
    retryAfterSeconds: seconds,
  });
}

/** Takes an attempt back that turned out to be right. */
export async function forgiveSignIn({ account, address }: SignInAttempt): Promise<void> {
  await query('SELECT forgive_sign_in($1, $2)', [account, address]);
}
