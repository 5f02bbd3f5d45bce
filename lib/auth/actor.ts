export const scopes = [
  'memories:read',
  'memories:write',
  'history:read',
  'govern',
  'audit:read',
  'privacy',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

/** What a key of kind `agent` may hold: agents never govern what they wrote. */
export const agentScopes: readonly Scope[] = ['memories:read', 'memories:write', 'history:read'];

export const roles = ['viewer', 'reviewer', 'privacy_officer', 'admin', 'auditor'] as const;
export type Role = (typeof roles)[number];

export const trustTiers = ['untrusted', 'trusted'] as const;
export type TrustTier = (typeof trustTiers)[number];

export type Access = 'read_write' | 'read_only';

export const actorTypes = [
  'session_actor',
  'api_actor',
  'user_actor',
  'service_account_actor',
  'system_actor',
] as const;
export type ActorType = (typeof actorTypes)[number];

/** Who is calling, in which workspace. Every verb asks a policy what this actor may do. */
export type Actor = {
  workspaceId: string;
  type: ActorType;
  id: string;
  /** Session tokens and keys of kind `agent`: withheld memories do not exist for them. */
  isAgent: boolean;
  scopes: ReadonlySet<Scope>;
  trustTier: TrustTier;
  role: Role | null;
  /** For a session: the only stores that exist for it. */
  attachments: ReadonlyMap<string, Access> | null;
  requestId: string | null;
  /** Of people: that they proved who they are in the last minutes. Programs do so with each request. */
  hasRecentSignIn?: boolean;
};

const viewerScopes: readonly Scope[] = ['memories:read', 'history:read'];
const reviewerScopes: readonly Scope[] = [...viewerScopes, 'memories:write', 'govern'];

export const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: viewerScopes,
  reviewer: reviewerScopes,
  privacy_officer: [...reviewerScopes, 'privacy'],
  admin: scopes,
  auditor: ['audit:read'],
};

/** The system acting inside one workspace: jobs and unattended start-up. `name` says which part of it. */
export function systemActor(workspaceId: string, name: string): Actor {
  return {
    workspaceId,
    type: 'system_actor',
    id: name,
    isAgent: false,
    scopes: new Set(scopes),
    trustTier: 'trusted',
    role: null,
    attachments: null,
    requestId: null,
  };
}
