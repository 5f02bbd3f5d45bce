import 'server-only';

import { createHmac } from 'node:crypto';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { AppError } from '@/lib/errors/app-error';

/** Nobody mistypes a password more often than this in one go, and ten guesses find nothing. */
const attemptsPerWindow = 10;
/** Against one account, from wherever: 2,880 guesses a day. */
const accountWindowUs = 5 * 60_000_000;
/** From one address, against whomever; many people can share one, and their successes do not count. */
const addressWindowUs = 60_000_000;

export type SignInAttempt = { account: Uint8Array; address: Uint8Array };

async function query<Row>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return await getDatabase().query<Row>(text, values);
  } catch (error) {
    throw translateFailure(error);
  }
}

let pepper: Promise<string> | undefined;

/** Belongs to the database, so that all of its servers count alike. A failure to read it is not remembered. */
function readPepper(): Promise<string> {
  pepper ??= query<{ pepper: string }>('SELECT sign_in_pepper() AS pepper', []).then(
    (rows) => rows[0]!.pepper,
    (error: unknown) => {
      pepper = undefined;
      throw error;
    },
  );
  return pepper;
}

/** Counters are found by keyed hashes: the table tells nobody who tried to sign in. */
async function keyOf(kind: 'account' | 'address', value: string): Promise<Uint8Array> {
  return new Uint8Array(
    createHmac('sha256', await readPepper())
      .update(`${kind}:${value}`)
      .digest(),
  );
}

/** Counts an attempt before it is verified, over all processes. Throws `rate_limited` when the account or the address has had its share. */
export async function countSignIn(email: string, address: string): Promise<SignInAttempt> {
  const attempt = { account: await keyOf('account', email), address: await keyOf('address', address) };
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
  throw new AppError('rate_limited', `too many attempts; try again in ${seconds} s`, {
    retryAfterSeconds: seconds,
  });
}

/** Takes an attempt back that turned out to be right. */
export async function forgiveSignIn({ account, address }: SignInAttempt): Promise<void> {
  await query('SELECT forgive_sign_in($1, $2)', [account, address]);
}

/** The same for a secret that came with a link, apart from what signs in. */
export function countLinkUse(secret: string, address: string): Promise<SignInAttempt> {
  return countSignIn(`link ${secret}`, `link ${address}`);
}
