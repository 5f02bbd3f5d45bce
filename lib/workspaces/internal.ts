import 'server-only';

import type { Actor, Scope, TrustTier } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import type { ApiKey, Invitation, Prisma } from '@/lib/db/generated/client';
import { describeActor } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError, forbidden, notFound } from '@/lib/errors/app-error';

import type { InvitationResource } from './invitation';
import type { MemberResource } from './member';
import {
  canDeleteWorkspace,
  canManageKeys,
  canManageMembers,
  canManageReasons,
  canReadReasons,
} from './policy';
import { defaultDemands } from './reason-demands';
import type { ReasonDemands } from './reason-demands';
import type { ReasonPolicyResource } from './reason-policy';
import type { ApiKeyResource } from './schema';

export function assertMayManageKeys(actor: Actor): void {
  if (!canManageKeys(actor)) throw forbidden('managing API keys needs the scope admin');
}

/** The key with its lock held until the transaction ends, and the clock as it was after the lock. Throws `not_found`. */
export async function lockApiKey(
  tx: WorkspaceTransaction,
  actor: Actor,
  keyId: string,
): Promise<{ key: ApiKey; now: bigint }> {
  const { workspaceId } = actor;
  const [locked] = await tx.$queryRaw<{ now: bigint }[]>`
    SELECT now_us() AS now FROM api_key WHERE workspace_id = ${workspaceId} AND id = ${keyId} FOR NO KEY UPDATE`;
  const key = await tx.apiKey.findUnique({ where: { workspaceId_id: { workspaceId, id: keyId } } });
  if (!key || !locked) throw notFound(`API key not found: ${keyId.slice(0, 64)}`);
  return { key, now: locked.now };
}

export function presentApiKey(key: ApiKey): ApiKeyResource {
  return {
    id: key.id,
    type: 'api_key',
    name: key.name,
    kind: key.kind as ApiKeyResource['kind'],
    scopes: key.scopes as Scope[],
    trust_tier: key.trustTier as TrustTier,
    secret_hint: key.secretHint,
    created_at: formatInstant(key.createdAt),
    created_by: presentActor(key.createdByType, key.createdById),
    expires_at: formatOptionalInstant(key.expiresAt),
    revoked_at: formatOptionalInstant(key.revokedAt),
    last_used_at: formatOptionalInstant(key.lastUsedAt),
  };
}

export function assertMayManageMembers(actor: Actor): void {
  if (!canManageMembers(actor)) throw forbidden('managing members needs the scope admin');
}

export function assertMayReadReasons(actor: Actor): void {
  if (!canReadReasons(actor)) throw forbidden('when a reason is asked for is no concern of agents');
}

export function assertMayManageReasons(actor: Actor): void {
  if (!canManageReasons(actor)) throw forbidden('setting when a reason is asked for needs the scope admin');
}

export function assertMayDeleteWorkspace(actor: Actor): void {
  if (!canDeleteWorkspace(actor)) throw forbidden('deleting a workspace needs the scope admin');
}

/** What the workspace says of each act, by its own words or by default. */
export async function findReasonPolicy(
  tx: WorkspaceTransaction,
  workspaceId: string,
): Promise<ReasonPolicyResource> {
  const rows = await tx.reasonPolicy.findMany({ where: { workspaceId }, orderBy: { updatedAt: 'desc' } });
  const own = Object.fromEntries(rows.map(({ act, demand }) => [act, demand])) as Partial<ReasonDemands>;
  const [last] = rows;
  return {
    type: 'reason_policy',
    demands: { ...defaultDemands, ...own },
    updated_at: formatOptionalInstant(last?.updatedAt ?? null),
    updated_by: last ? presentActor(last.updatedByType, last.updatedById) : null,
  };
}

/** What is read of a member: of the account nothing that signs anybody in. */
export const memberColumns = {
  workspaceId: true,
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { name: true, email: true, disabledAt: true } },
} as const satisfies Prisma.MembershipSelect;

type Member = Prisma.MembershipGetPayload<{ select: typeof memberColumns }>;

export function presentMember({ userId, role, createdAt, user }: Member): MemberResource {
  return {
    type: 'member',
    user_id: userId,
    name: user.name,
    email: user.email,
    role: role as MemberResource['role'],
    created_at: formatInstant(createdAt),
    is_disabled: user.disabledAt !== null,
  };
}

export function presentInvitation(invitation: Invitation): InvitationResource {
  return {
    id: invitation.id,
    type: 'invitation',
    email: invitation.email,
    role: invitation.role as InvitationResource['role'],
    created_at: formatInstant(invitation.createdAt),
    created_by: presentActor(invitation.createdByType, invitation.createdById),
    expires_at: formatInstant(invitation.expiresAt),
    accepted_at: formatOptionalInstant(invitation.acceptedAt),
    revoked_at: formatOptionalInstant(invitation.revokedAt),
  };
}

/** Makes this the only transaction that changes who belongs to the workspace, or what it decides about itself, until it ends. */
export async function lockMembers(tx: WorkspaceTransaction, actor: Actor): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${actor.workspaceId} FOR NO KEY UPDATE`;
  // Whoever lost their own role while they waited for the lock is refused.
  await tx.$queryRaw`SELECT enter_workspace(${describeActor(actor)}::jsonb)`;
}

/** Whether somebody is a member of any other workspace than this one. */
export async function belongsElsewhere(
  tx: WorkspaceTransaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: { memberships: { workspace_id: string }[] } | null }[]>`
    SELECT resolve_user(${userId}) AS found`;
  return row?.found?.memberships.some((each) => each.workspace_id !== workspaceId) === true;
}

/** One member, in the only transaction that changes members of this workspace until it ends. Throws `not_found`. */
export async function lockMember(tx: WorkspaceTransaction, actor: Actor, userId: string): Promise<Member> {
  await lockMembers(tx, actor);
  const where = { workspaceId_userId: { workspaceId: actor.workspaceId, userId } };
  const member = await tx.membership.findUnique({ where, select: memberColumns });
  if (!member) throw notFound(`member not found: ${userId.slice(0, 64)}`);
  return member;
}

/** That somebody else is left who can administer the workspace, once this member no longer does. Disabled people cannot. */
export async function assertLeavesAdmin(
  tx: WorkspaceTransaction,
  { workspaceId, userId, role }: Member,
): Promise<void> {
  if (role !== 'admin') return;
  const others = await tx.membership.count({
    where: { workspaceId, userId: { not: userId }, role: 'admin', user: { disabledAt: null } },
  });
  if (others > 0) return;
  throw new AppError('conflict', 'a workspace keeps an admin: make somebody else one first', {
    errorCode: 'last_admin',
  });
}

type KnownIdentity = { userId: string; email: string; isDisabled: boolean };

async function ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return await getDatabase().query<Row>(text, values);
  } catch (error) {
    throw translateFailure(error);
  }
}

/** The account that a provider's identity belongs to. */
export async function findIdentity(identity: {
  issuer: string;
  subject: string;
}): Promise<KnownIdentity | null> {
  const [row] = await ask<{ user_id: string; email: string; disabled_at: bigint | null }>(
    `SELECT u.id AS user_id, u.email, u.disabled_at FROM user_identity i JOIN user_account u ON u.id = i.user_id
      WHERE i.issuer = $1 AND i.subject = $2`,
    [identity.issuer, identity.subject],
  );
  return row ? { userId: row.user_id, email: row.email, isDisabled: row.disabled_at !== null } : null;
}

/** The invitations of an address that can still be accepted, in every workspace, oldest first. */
export async function findOpenInvitations(email: string): Promise<{ workspaceId: string; id: string }[]> {
  const rows = await ask<{ workspace_id: string; id: string }>('SELECT * FROM find_invitations($1)', [email]);
  return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }));
}
