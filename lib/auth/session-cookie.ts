import 'server-only';

import { decode } from 'next-auth/jwt';

import { env } from '@/lib/env';

import { deriveKey } from './secret';

/**
 * What a signed-in browser carries. `loginAt` is the database's clock at sign-in, in microseconds; `provedAt` is earlier where they proved who
 * they are to a provider of single sign-on, which then let them in without asking again.
 */
export type SessionClaims = { sub: string; loginAt: number; provedAt?: number };

/** A browser that nobody used since yesterday asks again. Each use through `/api/auth/session` begins these hours anew. */
export const idleLimitSeconds = 12 * 60 * 60;
/** However busy it is, a stolen cookie is worth a week at most. */
export const absoluteLimitUs = 7 * 24 * 60 * 60 * 1_000_000;

export function isSecureSite(): boolean {
  return env().PUBLIC_URL?.startsWith('https://') === true;
}

/** A `__Host-` cookie needs https, which a first try on one's own machine does not have. */
export function cookieName(purpose: string): string {
  return `${isSecureSite() ? '__Host-' : ''}palimpsest.${purpose}`;
}

export function sessionCookieName(): string {
  return cookieName('session');
}

export function sessionSecret(): string {
  return deriveKey('browser session').toString('base64url');
}

/** All cookies of a request by name, as they were sent. */
export function readCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}

function isClaimed(token: Record<string, unknown>): token is SessionClaims {
  return typeof token['sub'] === 'string' && typeof token['loginAt'] === 'number';
}

export function toClaims(token: Record<string, unknown> | null): SessionClaims | null {
  if (!token || !isClaimed(token)) return null;
  const { sub, loginAt, provedAt } = token;
  return { sub, loginAt, ...(typeof provedAt === 'number' && { provedAt }) };
}

/** What a session cookie says; null when it is not ours, torn, or was idle for too long. */
export async function readClaims(cookie: string | undefined): Promise<SessionClaims | null> {
  if (cookie === undefined) return null;
  return toClaims(await decode({ token: cookie, secret: sessionSecret() }).catch(() => null));
}
