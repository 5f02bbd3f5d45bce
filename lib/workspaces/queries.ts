import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { Role } from '@/lib/auth/actor';
import { apiPath, callApi } from '@/lib/http/client';

import type { SignInWays, UnlinkIdentityBody, UnlinkedIdentity } from './identity';
import type {
  AcceptInvitationBody,
  AcceptedInvitation,
  InvitationPreview,
  InvitationResource,
  NewInvitation,
} from './invitation';
import type { MemberResource, RemovedMember } from './member';
import type { ChangePasswordBody, ChangedPassword, NewPasswordReset, PasswordResetPreview } from './password';
import type { ReasonDemands } from './reason-demands';
import type { ReasonPolicyResource } from './reason-policy';
import type { ApiKeyResource, SignedOutResource } from './schema';
import type { DeletedWorkspace } from './workspace';

type Page<Resource> = { data: Resource[]; next_page: string | null };

export const peopleAPage = 100;

function peopleQuery<Resource>(workspaceId: string, path: string, query: Record<string, boolean>) {
  return infiniteQueryOptions({
    queryKey: [workspaceId, path] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Resource>>({
        workspaceId,
        path,
        query: { ...query, limit: peopleAPage, page: pageParam ?? undefined },
        signal,
      }),
    getNextPageParam: (last) => last.next_page,
  });
}

/** The people of the workspace, longest membership first. */
export function membersQuery(workspaceId: string) {
  return peopleQuery<MemberResource>(workspaceId, '/v1/members', {});
}

/** The invitations that can still be accepted, newest first. */
export function invitationsQuery(workspaceId: string) {
  return peopleQuery<InvitationResource>(workspaceId, '/v1/invitations', { is_pending: true });
}

export function inviteSomebody(
  workspaceId: string,
  body: { email: string; role: Role },
): Promise<NewInvitation> {
  return callApi({ workspaceId, path: '/v1/invitations', method: 'POST', body });
}

export function revokeInvitation(workspaceId: string, id: string): Promise<InvitationResource> {
  return callApi({ workspaceId, path: apiPath`/v1/invitations/${id}/revoke`, method: 'POST', body: {} });
}

export function changeRole(workspaceId: string, userId: string, role: Role): Promise<MemberResource> {
  return callApi({ workspaceId, path: apiPath`/v1/members/${userId}`, method: 'POST', body: { role } });
}

export function removeMember(workspaceId: string, userId: string): Promise<RemovedMember> {
  return callApi({ workspaceId, path: apiPath`/v1/members/${userId}`, method: 'DELETE' });
}

export function makePasswordLink(workspaceId: string, userId: string): Promise<NewPasswordReset> {
  const path = apiPath`/v1/members/${userId}/password_resets`;
  return callApi({ workspaceId, path, method: 'POST', body: {} });
}

export function changePassword(workspaceId: string, body: ChangePasswordBody): Promise<ChangedPassword> {
  return callApi({ workspaceId, path: '/v1/me/password', method: 'POST', body });
}

export function signOutEverywhere(workspaceId: string): Promise<SignedOutResource> {
  return callApi({ workspaceId, path: '/v1/me/sign_out_everywhere', method: 'POST', body: {} });
}

/** In which ways one signs in oneself. */
export function signInWaysQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'sign-in-ways'] as const,
    queryFn: ({ signal }) => callApi<SignInWays>({ workspaceId, path: '/v1/me/sign_in_ways', signal }),
  });
}

export function unlinkIdentity(workspaceId: string, body: UnlinkIdentityBody): Promise<UnlinkedIdentity> {
  return callApi({ workspaceId, path: '/v1/me/unlink_identity', method: 'POST', body });
}

function previewQuery<Resource>(path: string, token: string) {
  return queryOptions({
    queryKey: [path, token] as const,
    queryFn: ({ signal }) =>
      callApi<Resource>({ workspaceId: null, path, method: 'POST', body: { token }, signal }),
    // Each look counts as an attempt.
    staleTime: Infinity,
  });
}

/** What the invitation is for whose link this token is of. */
export function invitationPreviewQuery(token: string) {
  return previewQuery<InvitationPreview>('/v1/invitations/preview', token);
}

/** Whose password can be set with the link that this token is of. */
export function passwordResetPreviewQuery(token: string) {
  return previewQuery<PasswordResetPreview>('/v1/password_resets/preview', token);
}

export function acceptInvitation(body: AcceptInvitationBody): Promise<AcceptedInvitation> {
  return callApi({ workspaceId: null, path: '/v1/invitations/accept', method: 'POST', body });
}

export function resetPassword(body: { token: string; password: string }): Promise<{ email: string }> {
  return callApi({ workspaceId: null, path: '/v1/password_resets/use', method: 'POST', body });
}

export type NewApiKey = ApiKeyResource & { secret: string };

/** Makes a key for an agent: it reads and writes memories, and governs nothing. Answers once with its secret. */
export function createAgentKey(workspaceId: string, name: string): Promise<NewApiKey> {
  return callApi({ workspaceId, path: '/v1/api_keys', method: 'POST', body: { name, kind: 'agent' } });
}

/** It changes once in a blue moon, and a refusal says so where it did. */
const policyStaysMs = 300_000;

/** For which acts a reason is asked for. */
export function reasonPolicyQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'reason-policy'] as const,
    queryFn: ({ signal }) =>
      callApi<ReasonPolicyResource>({ workspaceId, path: '/v1/reason_policy', signal }),
    staleTime: policyStaysMs,
  });
}

export function setReasonPolicy(
  workspaceId: string,
  demands: Partial<ReasonDemands>,
): Promise<ReasonPolicyResource> {
  return callApi({ workspaceId, path: '/v1/reason_policy', method: 'POST', body: { demands } });
}

export function deleteWorkspace(workspaceId: string, name: string): Promise<DeletedWorkspace> {
  return callApi({ workspaceId, path: '/v1/workspace/delete', method: 'POST', body: { name } });
}

/** Every key of the workspace, newest first, those that are over among them. */
export function keysQuery(workspaceId: string) {
  return peopleQuery<ApiKeyResource>(workspaceId, '/v1/api_keys', {});
}

type KeyDraft = Pick<ApiKeyResource, 'name' | 'kind' | 'scopes' | 'trust_tier' | 'expires_at'>;

/** Answers once with the key's secret. */
export function createKey(workspaceId: string, body: KeyDraft): Promise<NewApiKey> {
  return callApi({ workspaceId, path: '/v1/api_keys', method: 'POST', body });
}

export function updateKey(
  workspaceId: string,
  id: string,
  body: Partial<Pick<ApiKeyResource, 'trust_tier' | 'expires_at'>>,
): Promise<ApiKeyResource> {
  return callApi({ workspaceId, path: apiPath`/v1/api_keys/${id}`, method: 'POST', body });
}

export function revokeKey(workspaceId: string, id: string): Promise<ApiKeyResource> {
  return callApi({ workspaceId, path: apiPath`/v1/api_keys/${id}/revoke`, method: 'POST', body: {} });
}

const keysAPage = 100;

/** The newest keys of the workspace. */
export function apiKeysQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'api-keys'] as const,
    queryFn: ({ signal }) =>
      callApi<{ data: ApiKeyResource[] }>({
        workspaceId,
        path: '/v1/api_keys',
        query: { limit: keysAPage },
        signal,
      }),
  });
}
