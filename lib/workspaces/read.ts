import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { findPersonById } from '@/lib/auth/person';
import { formatInstant } from '@/lib/clock/instant';
import { getDatabase } from '@/lib/db/database';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { findLink } from './find-link';
import type { SignInWays } from './identity';
import {
  assertMayDeleteWorkspace,
  assertMayManageKeys,
  assertMayManageMembers,
  assertMayReadReasons,
  findReasonPolicy,
  memberColumns,
  presentApiKey,
  presentInvitation,
  presentMember,
} from './internal';
import type { InvitationPreview, InvitationResource, ListInvitationsQuery } from './invitation';
import type { MemberResource } from './member';
import type { PasswordResetPreview } from './password';
import { canSignOut } from './policy';
import type { ReasonPolicyResource } from './reason-policy';
import type { ApiKeyResource, MeResource } from './schema';
import type { WorkspaceResource } from './workspace';

/** A page of keys, newest first. Needs `admin`. */
export async function listApiKeys(
  actor: Actor,
  query: { limit: number; page?: string | undefined },
): Promise<{ data: ApiKeyResource[]; next_page: string | null }> {
  assertMayManageKeys(actor);
  const listing = ['api_keys', actor.workspaceId];
  const after = query.page === undefined ? null : (openCursor(query.page, listing) as string);
  return withWorkspace(actor, async (tx) => {
    // Ids sort by the time they were made.
    const keys = await tx.apiKey.findMany({
      where: { workspaceId: actor.workspaceId, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    });
    const shown = keys.slice(0, query.limit);
    return {
      data: shown.map(presentApiKey),
      next_page: keys.length > query.limit ? sealCursor(shown.at(-1)!.id, listing) : null,
    };
  });
}

/** A page of invitations, newest first. Needs `admin`. */
export async function listInvitations(
  actor: Actor,
  query: ListInvitationsQuery,
): Promise<{ data: InvitationResource[]; next_page: string | null }> {
  assertMayManageMembers(actor);
  const { workspaceId } = actor;
  const listing = ['invitations', workspaceId, query.is_pending === true];
  const after = query.page === undefined ? null : (openCursor(query.page, listing) as string);
  return withWorkspace(actor, async (tx) => {
    const isPending = query.is_pending && {
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: await readClock(tx) },
    };
    const found = await tx.invitation.findMany({
      where: { workspaceId, ...isPending, ...(after !== null && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    });
    const shown = found.slice(0, query.limit);
    return {
      data: shown.map(presentInvitation),
      next_page: found.length > query.limit ? sealCursor(shown.at(-1)!.id, listing) : null,
    };
  });
}

/** What an invitation is for, to whoever holds its link. Throws `not_found`. */
export async function previewInvitation(token: string): Promise<InvitationPreview> {
  const link = await findLink(token, 'invitation');
  return {
    type: 'invitation_preview',
    workspace_name: link.workspace_name,
    email: link.email,
    role: link.role,
    expires_at: formatInstant(BigInt(link.expires_at)),
    has_account: link.has_account,
  };
}

/** Whose password a link is for, to whoever holds it. Throws `not_found`. */
export async function previewPasswordReset(token: string): Promise<PasswordResetPreview> {
  const link = await findLink(token, 'password_reset');
  return {
    type: 'password_reset_preview',
    email: link.email,
    expires_at: formatInstant(BigInt(link.expires_at)),
  };
}

type Joined = { at: string; userId: string };

/** A page of the people of the workspace, longest membership first. Needs `admin`. */
export async function listMembers(
  actor: Actor,
  query: { limit: number; page?: string | undefined },
): Promise<{ data: MemberResource[]; next_page: string | null }> {
  assertMayManageMembers(actor);
  const { workspaceId } = actor;
  const listing = ['members', workspaceId];
  const after = query.page === undefined ? null : (openCursor(query.page, listing) as Joined);
  const createdAt = after && BigInt(after.at);
  const isLater = after && [
    { createdAt: { gt: createdAt! } },
    { createdAt: createdAt!, userId: { gt: after.userId } },
  ];
  return withWorkspace(actor, async (tx) => {
    const members = await tx.membership.findMany({
      where: { workspaceId, ...(isLater && { OR: isLater }) },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      take: query.limit + 1,
      select: memberColumns,
    });
    const shown = members.slice(0, query.limit);
    const last = members.length > query.limit ? shown.at(-1)! : null;
    return {
      data: shown.map(presentMember),
      next_page: last && sealCursor({ at: String(last.createdAt), userId: last.userId }, listing),
    };
  });
}

/** What the people are called who may do everything here, longest membership first: whom the others ask. For members only. */
export async function listAdministratorNames(actor: Actor): Promise<string[]> {
  if (actor.type !== 'user_actor') throw forbidden('who administers a workspace is for its members');
  return withWorkspace(actor, async (tx) => {
    const found = await tx.membership.findMany({
      where: { workspaceId: actor.workspaceId, role: 'admin', user: { disabledAt: null } },
      orderBy: { createdAt: 'asc' },
      select: { user: { select: { name: true } } },
    });
    // A person may be called by their e-mail; that is not shown in full.
    return found.map(({ user }) => user.name.replace(/(?<=.)@.*/u, ''));
  });
}

/** For which acts a reason is asked for. For everybody but agents. */
export async function retrieveReasonPolicy(actor: Actor): Promise<ReasonPolicyResource> {
  assertMayReadReasons(actor);
  return withWorkspace(actor, (tx) => findReasonPolicy(tx, actor.workspaceId));
}

/** The workspace with what would go with it. Needs `admin`. */
export async function retrieveWorkspace(actor: Actor): Promise<WorkspaceResource> {
  assertMayDeleteWorkspace(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const where = { workspaceId, deletedAt: null };
    const stores = await tx.memoryStore.aggregate({ where, _count: true, _sum: { memoryCount: true } });
    return {
      id: workspace.id,
      type: 'workspace',
      name: workspace.name,
      is_demonstration: workspace.isDemonstration,
      created_at: formatInstant(workspace.createdAt),
      counts: {
        memory_stores: stores._count,
        memories: stores._sum.memoryCount ?? 0,
        members: await tx.membership.count({ where: { workspaceId } }),
        api_keys: await tx.apiKey.count({ where: { workspaceId, revokedAt: null } }),
      },
    };
  });
}

export type Tombstone = { id: string; is_demonstration: boolean; is_purged: boolean };

/** What is left of deleted workspaces, oldest first: for start-up, never for a caller. */
export function listDeletedWorkspaces(): Promise<Tombstone[]> {
  return getDatabase().query<Tombstone>(
    'SELECT id, is_demonstration, is_purged FROM list_deleted_workspaces()',
  );
}

/** Every workspace of this installation, oldest first: for start-up and for scheduling, never for a caller. */
export function listWorkspaces(): Promise<{ id: string; name: string }[]> {
  return getDatabase().query<{ id: string; name: string }>('SELECT id, name FROM list_workspaces()');
}

/** Whether any workspace has a live key with this secret. */
export async function isSecretKnown(hash: Uint8Array): Promise<boolean> {
  const rows = await getDatabase().query<{ found: unknown }>('SELECT resolve_secret($1) AS found', [hash]);
  return (rows[0]?.found ?? null) !== null;
}

/** Who the actor is and what they may do, for whoever is let in at all. */
export async function retrieveMe(actor: Actor): Promise<MeResource> {
  const workspace = await withWorkspace(actor, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId }, select: { id: true, name: true } }),
  );
  const person = actor.type === 'user_actor' ? await findPersonById(actor.id) : null;
  return {
    type: actor.type,
    id: actor.id,
    user: person && { id: person.id, name: person.name, email: person.email },
    workspace,
    role: actor.role,
    scopes: [...actor.scopes],
    memberships: (person?.memberships ?? []).map(({ workspaceId, name, role }) => ({
      workspace_id: workspaceId,
      name,
      role,
    })),
  };
}

/** In which ways the person who asks can sign in. For people only. */
export async function listSignInWays(actor: Actor): Promise<SignInWays> {
  if (!canSignOut(actor)) throw forbidden('only a person who signed in has a way to sign in');
  return withWorkspace(actor, async (tx) => {
    const { passwordHash, identities } = await tx.user.findUniqueOrThrow({
      where: { id: actor.id },
      select: { passwordHash: true, identities: { orderBy: { createdAt: 'asc' } } },
    });
    return {
      type: 'sign_in_ways',
      has_password: passwordHash !== null,
      identities: identities.map(({ issuer, subject, createdAt }) => ({
        type: 'identity',
        issuer,
        subject,
        created_at: formatInstant(createdAt),
      })),
    };
  });
}
