import type { Actor } from '@/lib/auth/actor';
import { systemActor } from '@/lib/auth/actor';
import { addMember } from '@/lib/workspaces/add-member';
import { changeRole } from '@/lib/workspaces/change-role';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';
import { removeMember } from '@/lib/workspaces/remove-member';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';
import { setReasonPolicy } from '@/lib/workspaces/set-reason-policy';
import { signOutEverywhere } from '@/lib/workspaces/sign-out-everywhere';
import { updateApiKey } from '@/lib/workspaces/update-api-key';

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
