import 'server-only';

import { decode } from 'next-auth/jwt';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { env } from '@/lib/env';
import { forbidden } from '@/lib/errors/app-error';

import { scopesOfRole } from './actor';
import type { Actor, Role } from './actor';
import { deriveKey } from './secret';

/** What a signed-in browser carries. `loginAt` is the database's clock at sign-in, in microseconds. */
export type SessionClaims = { sub: string; loginAt: number };

type ResolvedUser = {
  id: string;
  disabled_at: number | null;
  sessions_expired_at: number;
  memberships: { workspace_id: string; role: Role; name: string }[];
};

/** A `__Host-` cookie needs https, which a first try on one's own machine does not have. */
export function sessionCookieName(): string {
  return env().PUBLIC_URL?.startsWith('https://') ? '__Host-palimpsest.session' : 'palimpsest.session';
}

export function sessionSecret(): string {
  return deriveKey('browser session').toString('base64url');
}

function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

async function readClaims(request: Request): Promise<SessionClaims | null> {
  const token = readCookie(request.headers.get('cookie'), sessionCookieName());
  if (token === null) return null;
  const claims = await decode({ token, secret: sessionSecret() }).catch(() => null);
  if (typeof claims?.sub !== 'string' || typeof claims['loginAt'] !== 'number') return null;
  return { sub: claims.sub, loginAt: claims['loginAt'] };
}

async function resolveUser(id: string): Promise<ResolvedUser | null> {
  try {
    const rows = await getDatabase().query<{ found: ResolvedUser | null }>(
      'SELECT resolve_user($1) AS found',
      [id],
    );
    return rows[0]?.found ?? null;
  } catch (error) {
    throw translateFailure(error);
  }
}

function ownOrigin(request: Request): string {
  const configured = env().PUBLIC_URL;
  return configured ? new URL(configured).origin : `http://${request.headers.get('host') ?? ''}`;
}

/** A page of another site can make a browser send our cookie, but cannot forge these headers. */
function assertSameOrigin(request: Request): void {
  if (request.method === 'GET') return;
  const site = request.headers.get('sec-fetch-site');
  const isForeignSite = site !== null && site !== 'same-origin';
  if (isForeignSite || request.headers.get('origin') !== ownOrigin(request)) {
    throw forbidden('the request does not come from a page of this server');
  }
}

/** The person behind a browser's cookie, in the workspace asked for or else their first; null without a valid cookie. */
export async function authenticateCookie(
  request: Request,
  workspaceId: string | null,
): Promise<Actor | null> {
  const claims = await readClaims(request);
  if (!claims) return null;
  assertSameOrigin(request);
  const user = await resolveUser(claims.sub);
  if (!user || user.disabled_at !== null || claims.loginAt <= user.sessions_expired_at) return null;
  const membership = user.memberships.find(
    (each) => workspaceId === null || each.workspace_id === workspaceId,
  );
  if (!membership) return null;
  return {
    workspaceId: membership.workspace_id,
    type: 'user_actor',
    id: user.id,
    isAgent: false,
    scopes: new Set(scopesOfRole[membership.role]),
    trustTier: 'trusted',
    role: membership.role,
    attachments: null,
    requestId: null,
  };
}
