import { addMember } from '@/lib/workspaces/add-member';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import { atOnce } from './scenario';
import type { Scenario } from './scenario';

export const workspacesVerbs: Record<string, Scenario> = {
  'workspaces/create-workspace': {
    action: 'workspace.created',
    prepare: atOnce((_, { name }) => createWorkspace(name)),
  },
  'workspaces/add-member': {
    action: 'membership.created',
    prepare: atOnce((actor, { email, name }) =>
      addMember(actor, { email, name, role: 'viewer', passwordHash: null }),
    ),
  },
  'workspaces/create-api-key': {
    action: 'api_key.created',
    prepare: atOnce((actor, { name }) =>
      createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' }),
    ),
  },
  'workspaces/revoke-api-key': {
    action: 'api_key.revoked',
    prepare: async (actor, { name }) => {
      const key = await createApiKey(actor, { name, kind: 'agent', trust_tier: 'untrusted' });
      return () => revokeApiKey(actor, key.id);
    },
  },
};
