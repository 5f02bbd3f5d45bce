import type { Actor } from '@/lib/auth/actor';
import { systemActor } from '@/lib/auth/actor';
import type { Identity } from '@/lib/auth/identity';
import { hashPassword } from '@/lib/auth/password';
import { acceptInvitation } from '@/lib/workspaces/accept-invitation';
import { addMember } from '@/lib/workspaces/add-member';
import { changePassword } from '@/lib/workspaces/change-password';
import { changeRole } from '@/lib/workspaces/change-role';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createInvitation } from '@/lib/workspaces/create-invitation';
import { createPasswordReset } from '@/lib/workspaces/create-password-reset';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';
import { enterByIdentity } from '@/lib/workspaces/enter-by-identity';
import { linkIdentity } from '@/lib/workspaces/link-identity';
import { removeMember } from '@/lib/workspaces/remove-member';
import { resetPassword } from '@/lib/workspaces/reset-password';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';
import { revokeInvitation } from '@/lib/workspaces/revoke-invitation';
import { setReasonPolicy } from '@/lib/workspaces/set-reason-policy';
import { signOutEverywhere } from '@/lib/workspaces/sign-out-everywhere';
import { updateApiKey } from '@/lib/workspaces/update-api-key';
import { unlinkIdentity } from '@/lib/workspaces/unlink-identity';

import type { Texts } from '../texts';
import { atOnce } from './scenario';
import type { Scenario } from './scenario';

function addViewer(actor: Actor, { email, name }: Texts): Promise<string> {
  return addMember(actor, { email, name, role: 'viewer', passwordHash: null });
}

const onMember =
  (act: (actor: Actor, userId: string) => Promise<unknown>) => async (actor: Actor, texts: Texts) => {
    const userId = await addViewer(actor, texts);
    return () => act(actor, userId);
  };

const newPassword = 'correct horse battery staple';
const linkCaller = { address: '192.0.2.1', requestId: 'req_test' };

function invite(actor: Actor, { email }: Texts) {
  return createInvitation(actor, { email, role: 'viewer' });
}

/** The secret of a link. */
function tokenOf({ url }: { url: string }): string {
  return new URL(url).hash.slice(1);
}

async function asViewer(actor: Actor, texts: Texts): Promise<Actor> {
  const id = await addViewer(actor, texts);
  return { ...actor, type: 'user_actor', id, role: 'viewer', hasRecentSignIn: true };
}

function identityOf({ email, name }: Texts): Identity {
  return { issuer: 'https://login.example.org', subject: email, email, isEmailVerified: true, name };
}

async function prepareChange(actor: Actor, { email, name }: Texts) {
  const passwordHash = await hashPassword('the first of them');
  const id = await addMember(actor, { email, name, role: 'viewer', passwordHash });
  const person: Actor = { ...actor, type: 'user_actor', id, role: 'viewer' };
  const first = { current_password: 'the first of them', new_password: newPassword };
  await changePassword(person, first);
  return () => changePassword(person, { current_password: newPassword, new_password: newPassword });
}

export const workspacesVerbs: Record<string, Scenario> = {
  'workspaces/create-workspace': {
    action: 'workspace.created',
    prepare: atOnce((_, { name }) => createWorkspace(name)),
  },
  'workspaces/delete-workspace': {
    action: 'workspace.deleted',
    prepare: async (_, { name }) => {
      const own = systemActor(await createWorkspace(name), 'purge');
      return () => deleteWorkspace(own, { name });
    },
  },
  'workspaces/set-reason-policy': {
    action: 'reason_policy.updated',
    prepare: async (_, { name }) => {
      const own = systemActor(await createWorkspace(name), 'test');
      return () => setReasonPolicy(own, { demands: { lock: 'asked' } });
    },
  },
  'workspaces/add-member': {
    action: 'membership.created',
    prepare: atOnce(addViewer),
  },
  'workspaces/change-role': {
    action: 'membership.updated',
    prepare: onMember((actor, userId) => changeRole(actor, userId, { role: 'reviewer' })),
  },
  'workspaces/remove-member': {
    action: 'membership.deleted',
    prepare: onMember(removeMember),
  },
  'workspaces/sign-out-everywhere': {
    action: 'user.signed_out_everywhere',
    prepare: onMember((actor, id) => signOutEverywhere({ ...actor, type: 'user_actor', id, role: 'viewer' })),
  },
  'workspaces/create-invitation': { action: 'invitation.created', prepare: atOnce(invite) },
  'workspaces/revoke-invitation': {
    action: 'invitation.revoked',
    prepare: async (actor, texts) => {
      const { id } = await invite(actor, texts);
      return () => revokeInvitation(actor, id);
    },
  },
  'workspaces/accept-invitation': {
    action: 'invitation.accepted',
    parts: ['membership.created'],
    prepare: async (actor, texts) => {
      const token = tokenOf(await invite(actor, texts));
      return () => acceptInvitation({ token, name: texts.name, password: newPassword }, linkCaller);
    },
  },
  'workspaces/change-password': { action: 'user.password_changed', prepare: prepareChange },
  'workspaces/create-password-reset': {
    action: 'password_reset.created',
    prepare: onMember(createPasswordReset),
  },
  'workspaces/reset-password': {
    action: 'user.password_reset',
    prepare: async (actor, texts) => {
      const token = tokenOf(await createPasswordReset(actor, await addViewer(actor, texts)));
      return () => resetPassword({ token, password: newPassword }, linkCaller);
    },
  },
  'workspaces/enter-by-identity': {
    action: 'invitation.accepted',
    parts: ['membership.created', 'user_identity.linked'],
    prepare: async (actor, texts) => {
      await invite(actor, texts);
      return () => enterByIdentity(identityOf(texts), 'req_test');
    },
  },
  'workspaces/link-identity': {
    action: 'user_identity.linked',
    prepare: async (actor, texts) => {
      const person = await asViewer(actor, texts);
      return () => linkIdentity(identityOf(texts), person);
    },
  },
  'workspaces/unlink-identity': {
    action: 'user_identity.unlinked',
    prepare: async (actor, texts) => {
      const person = await asViewer(actor, texts);
      const identity = identityOf(texts);
      await linkIdentity(identity, person);
      await linkIdentity({ ...identity, subject: `${identity.subject}-2` }, person);
      const { issuer, subject } = identity;
      return () => unlinkIdentity(person, { issuer, subject });
    },
  },
  'workspaces/create-api-key': {
    action: 'api_key.created',
    prepare: atOnce((actor, { name }) =>
      createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' }),
    ),
  },
  'workspaces/update-api-key': {
    action: 'api_key.updated',
    prepare: async (actor, { name }) => {
      const key = await createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' });
      return () => updateApiKey(actor, key.id, { trust_tier: 'trusted' });
    },
  },
  'workspaces/revoke-api-key': {
    action: 'api_key.revoked',
    prepare: async (actor, { name }) => {
      const key = await createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' });
      return () => revokeApiKey(actor, key.id);
    },
  },
};
