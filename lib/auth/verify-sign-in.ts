import 'server-only';

import { randomBytes } from 'node:crypto';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';

import { hashPassword, verifyPassword } from './password';
import type { SessionClaims } from './session-cookie';
import { countSignIn, forgiveSignIn } from './sign-in-limit';

type Account = {
  id: string;
  email: string;
  password_hash: string | null;
  disabled_at: bigint | null;
  now: bigint;
};

/** No account has a longer address, and the database cannot hold U+0000 or half a character. */
function normaliseEmail(email: string): string {
  const isPossible = email.length <= 320 && email.isWellFormed() && !email.includes('\0');
  return isPossible ? email.trim().toLowerCase() : '';
}

async function findAccount(by: 'id' | 'email', value: string): Promise<Account | null> {
  try {
    const rows = await getDatabase().query<Account>(
      `SELECT id, email, password_hash, disabled_at, now_us() AS now FROM user_account WHERE ${by} = $1`,
      [value],
    );
    return rows[0] ?? null;
  } catch (error) {
    throw translateFailure(error);
  }
}

let decoy: Promise<string> | undefined;

/** The hash of a password that nobody has, made with the same parameters as all others. */
function decoyHash(): Promise<string> {
  decoy ??= hashPassword(randomBytes(32).toString('hex'));
  return decoy;
}

/**
 * Whom this e-mail and password belong to; null when to nobody who may sign in. An unknown, passwordless or disabled account takes the same
 * steps as a wrong password, so that neither the answer nor its time tells them apart. Throws `rate_limited`.
 */
export async function verifySignIn(
  credentials: { email: string; password: string },
  address: string,
): Promise<SessionClaims | null> {
  const email = normaliseEmail(credentials.email);
  const attempt = await countSignIn(email, address);
  const [account, noHash] = [await findAccount('email', email), await decoyHash()];
  const isRight = await verifyPassword(account?.password_hash ?? noHash, credentials.password);
  if (!isRight || !account || account.password_hash === null || account.disabled_at !== null) return null;
  await forgiveSignIn(attempt);
  return { sub: account.id, loginAt: Number(account.now) };
}

/**
 * Whether this is the password of somebody who is signed in. Wrong ones count against the account like attempts to sign in, so that a browser
 * left open is no place to guess. Throws `rate_limited`.
 */
export async function verifyOwnPassword(userId: string, password: string): Promise<boolean> {
  const account = await findAccount('id', userId);
  if (!account || account.password_hash === null) return false;
  const attempt = await countSignIn(account.email, userId);
  const isRight = await verifyPassword(account.password_hash, password);
  if (isRight) await forgiveSignIn(attempt);
  return isRight;
}
