import 'server-only';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';

import { scopesOfRole } from './actor';
import type { Actor, Role } from './actor';
import { recentSignInUs } from './recent-sign-in';
import { absoluteLimitUs } from './session-cookie';
import type { SessionClaims } from './session-cookie';

export type Membership = { workspaceId: string; name: string; role: Role };

/** Somebody who is signed in, with every workspace they belong to, longest membership first. */
export type Person = {
  id: string;
  email: string;
  name: string;
  memberships: readonly Membership[];
  /** Whether that was in the last minutes. */
  hasRecentSignIn: boolean;
  /** False for whoever signs in with a provider of single sign-on alone. */
  hasPassword: boolean;
  /** What the database could see when this was read: whatever a page reads afterwards is no older. */
  snapshot: string;
};

type Row = {
  found: {
    id: string;
    disabled_at: number | null;
    sessions_expired_at: number;
    memberships: { workspace_id: string; role: Role; name: string }[];
  } | null;
  email: string | null;
  name: string | null;
  has_password: boolean | null;
  now: bigint;
  snapshot: string;
};

async function resolveUser(id: string): Promise<Row> {
  try {
    const [row] = await getDatabase().query<Row>(
      `SELECT resolve_user($1) AS found, now_us() AS now, (SELECT email FROM user_account WHERE id = $1) AS email,
        (SELECT name FROM user_account WHERE id = $1) AS name,
        (SELECT password_hash IS NOT NULL FROM user_account WHERE id = $1) AS has_password, pg_current_snapshot()::text AS snapshot`,
      [id],
      'resolve_user',
    );
    return row!;
  } catch (error) {
    throw translateFailure(error);
  }
}

function isLive(row: Row, loginAt: number): boolean {
  if (!row.found || row.found.disabled_at !== null) return false;
  return loginAt > row.found.sessions_expired_at && Number(row.now) < loginAt + absoluteLimitUs;
}

function toPerson(row: Row, hasRecentSignIn: boolean): Person | null {
  const { found, email, name } = row;
  if (!found) return null;
  const memberships = found.memberships.map((each) => ({
    workspaceId: each.workspace_id,
    name: each.name,
    role: each.role,
  }));
  return {
    id: found.id,
    email: email ?? '',
    name: name ?? '',
    memberships,
    hasRecentSignIn,
    hasPassword: row.has_password === true,
    snapshot: row.snapshot,
  };
}

/**
 * The person whom a cookie's claims name, as the database has them now; null once they are disabled, their sessions were ended, or
 * they signed in too long ago. A database that does not answer throws: nobody is let in on what was true before.
 */
export async function findSignedIn(claims: SessionClaims): Promise<Person | null> {
  const { sub, loginAt, provedAt = loginAt } = claims;
  const row = await resolveUser(sub);
  return isLive(row, loginAt) ? toPerson(row, Number(row.now) < provedAt + recentSignInUs) : null;
}

/** The person with this id, signed in or not. */
export async function findPersonById(id: string): Promise<Person | null> {
  return toPerson(await resolveUser(id), false);
}

/** The database's clock, in microseconds. */
export async function readClockUs(): Promise<number> {
  const [row] = await getDatabase().query<{ now: bigint }>('SELECT now_us() AS now', []);
  return Number(row!.now);
}

/** The person with this address, signed in or not. */
export async function findPersonByEmail(email: string): Promise<Person | null> {
  const [row] = await getDatabase().query<{ id: string }>('SELECT id FROM user_account WHERE email = $1', [
    email.trim().toLowerCase(),
  ]);
  return row ? findPersonById(row.id) : null;
}

/** The person acting in the workspace asked for, or else in their first; null where they are no member. */
export function actorOf(person: Person, workspaceId: string | null): Actor | null {
  const membership = person.memberships.find(
    (each) => workspaceId === null || each.workspaceId === workspaceId,
  );
  if (!membership) return null;
  return {
    workspaceId: membership.workspaceId,
    type: 'user_actor',
    id: person.id,
    isAgent: false,
    scopes: new Set(scopesOfRole[membership.role]),
    trustTier: 'trusted',
    role: membership.role,
    attachments: null,
    requestId: null,
    hasRecentSignIn: person.hasRecentSignIn,
  };
}
