import { beforeAll, describe, expect, test } from 'vitest';

import { agentScopes, scopesOfRole } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { makeMembership } from '@/lib/testing/sign-in';

import { addMember } from './add-member';
import { listAdministratorNames, listWorkspaces, retrieveMe } from './read';
import { meResource } from './schema';

useDatabase();

let system: Actor;
let workspace: { id: string; name: string };

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  workspace = (await listWorkspaces()).find(({ id }) => id === system.workspaceId)!;
});

describe('retrieveMe', () => {
  test('tells a person who they are, what they may do here, and where else they belong', async () => {
    const other = (await makeWorkspace()).system;
    const ada = await makeMembership(system, { role: 'reviewer', email: 'ada@example.org' });
    await makeMembership(other, { role: 'auditor', email: 'ada@example.org' });
    await makeMembership(other, { role: 'admin', email: 'grace@example.org' });
    const otherName = (await listWorkspaces()).find(({ id }) => id === other.workspaceId)!.name;
    expect(meResource.parse(await retrieveMe(ada))).toEqual({
      type: 'user_actor',
      id: ada.id,
      user: { id: ada.id, name: 'Ada', email: 'ada@example.org' },
      workspace,
      role: 'reviewer',
      scopes: scopesOfRole.reviewer,
      memberships: [
        { workspace_id: system.workspaceId, name: workspace.name, role: 'reviewer' },
        { workspace_id: other.workspaceId, name: otherName, role: 'auditor' },
      ],
    });
  });

  test('tells a program its scopes, and nothing of people', async () => {
    const nobody = { user: null, role: null, workspace, memberships: [] };
    const key = await makeKey(system, { scopes: ['govern'] });
    expect(meResource.parse(await retrieveMe(key))).toEqual({
      ...nobody,
      type: 'api_actor',
      id: key.id,
      scopes: ['govern'],
    });
    const session = await makeSession(system, {});
    expect(meResource.parse(await retrieveMe(session))).toEqual({
      ...nobody,
      type: 'session_actor',
      id: session.id,
      scopes: agentScopes,
    });
  });
});

describe('listAdministratorNames', () => {
  test('names the administrators of this workspace to its members, oldest first, and no e-mail in full', async () => {
    const { system: here } = await makeWorkspace();
    const { system: elsewhere } = await makeWorkspace();
    await makeMembership(here, { role: 'admin', email: 'ada@example.org' });
    await addMember(here, {
      email: 'root@example.org',
      name: 'root@example.org',
      role: 'admin',
      passwordHash: null,
    });
    await makeMembership(elsewhere, { role: 'admin', email: 'grace@example.org' });
    const viewer = await makeMembership(here, { role: 'viewer', email: 'viewer@example.org' });
    expect(await listAdministratorNames(viewer)).toEqual(['Ada', 'root']);
  });

  test('tells programs nothing of people', async () => {
    const key = await makeKey(system, { scopes: ['admin'] });
    await expect(listAdministratorNames(key)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
