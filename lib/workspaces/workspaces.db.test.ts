import { beforeAll, describe, expect, test } from 'vitest';

import { agentScopes, scopes } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { hashSecret } from '@/lib/auth/secret';
import { parseInput } from '@/lib/http/parse';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { addMember } from './add-member';
import { createApiKey } from './create-api-key';
import { createWorkspace } from './create-workspace';
import { isSecretKnown, listApiKeys, listWorkspaces } from './read';
import { revokeApiKey } from './revoke-api-key';
import { createApiKeyOperation } from './schema';

const context = useDatabase();

let system: Actor;
let operator: Actor;
let nobodies: Actor[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  nobodies = [
    await makeMember(system, 'privacy_officer'),
    await makeKey(system, { kind: 'agent' }),
    await makeSession(system, {}),
  ];
});

const byOperator = () => ({ actor: { type: 'api_actor', api_key_id: operator.id }, request_id: 'req_test' });

test('createWorkspace makes a workspace of the system, with one entry', async () => {
  const id = await createWorkspace('Research');
  expect(id).toMatch(/^wrkspc_01/);
  expect(await listWorkspaces()).toContainEqual({ id, name: 'Research' });
  expect(await auditOf({ ...system, workspaceId: id }, id)).toMatchObject([
    {
      action: 'workspace.created',
      actor: { system_id: 'start-up' },
      target: { type: 'workspace', id },
      details: {},
    },
  ]);
});

describe('createApiKey', () => {
  const body = (input: object) => parseInput(createApiKeyOperation.body, { name: 'Key', ...input });

  test('answers once with a secret, of which only the hash is kept, and writes one entry', async () => {
    const { secret, ...key } = await createApiKey(
      operator,
      body({ kind: 'operator', scopes: ['audit:read', 'audit:read'] }),
    );
    expect(secret).toMatch(/^plk_.{43}$/);
    expect(key).toMatchObject({
      type: 'api_key',
      scopes: ['audit:read'],
      secret_hint: secret.slice(-4),
      revoked_at: null,
    });
    expect(await isSecretKnown(hashSecret(secret))).toBe(true);
    expect((await listApiKeys(operator, { limit: 1 })).data).toEqual([key]);
    expect(await auditOf(system, key.id)).toMatchObject([
      {
        ...byOperator(),
        action: 'api_key.created',
        target: { type: 'api_key', id: key.id },
        details: { kind: 'operator', scopes: ['audit:read'], trust_tier: 'untrusted' },
      },
    ]);
  });

  test('gives an agent nothing but what agents may hold, and no trust unless an admin says so', async () => {
    const key = await createApiKey(operator, body({}));
    expect(key).toMatchObject({ kind: 'agent', scopes: agentScopes, trust_tier: 'untrusted' });
    expect(await createApiKey(operator, body({ kind: 'operator' }))).toMatchObject({ scopes });
    expect(() => body({ kind: 'agent', scopes: ['memories:read', 'govern'] })).toThrow(
      'scopes: a key of kind agent cannot hold govern',
    );
  });

  test('is for admins only', async () => {
    for (const actor of nobodies) {
      await expect(createApiKey(actor, body({}))).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('revokeApiKey', () => {
  test('revokes for good, with one entry, and changes nothing the second time', async () => {
    const key = await makeKey(system);
    const revoked = await revokeApiKey(operator, key.id);
    expect(revoked.revoked_at).not.toBeNull();
    expect(await isSecretKnown(hashSecret(key.secret))).toBe(false);
    expect(await revokeApiKey(operator, key.id)).toEqual(revoked);
    expect((await auditOf(system, key.id)).slice(1)).toMatchObject([
      { ...byOperator(), action: 'api_key.revoked', target: { type: 'api_key', id: key.id }, details: {} },
    ]);
  });

  test('is for admins only', async () => {
    for (const actor of nobodies) {
      await expect(revokeApiKey(actor, operator.id)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listApiKeys(actor, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test("speaks of another workspace's key as of one that does not exist", async () => {
    const stranger = (await makeWorkspace()).system;
    for (const id of [operator.id, 'apikey_none']) {
      const refusal = { code: 'not_found', message: `API key not found: ${id}` };
      await expect(revokeApiKey(stranger, id)).rejects.toMatchObject(refusal);
    }
    expect((await listApiKeys(stranger, { limit: 100 })).data).toEqual([]);
  });
});

test('listApiKeys gives every key once, newest first, revoked ones included', async () => {
  const { system: owner } = await makeWorkspace();
  const made = [await makeKey(owner), await makeKey(owner), await makeKey(owner)].toReversed();
  await revokeApiKey(owner, made[1]?.id ?? '');
  const first = await listApiKeys(owner, { limit: 2 });
  const second = await listApiKeys(owner, { limit: 2, page: first.next_page ?? undefined });
  expect([...first.data, ...second.data].map((key) => key.id)).toEqual(made.map((key) => key.id));
  expect(second.next_page).toBeNull();
});

describe('addMember', () => {
  const person = { name: 'Ada', role: 'viewer', passwordHash: null } as const;

  test('makes a person a member, with one entry that does not name them', async () => {
    const id = await addMember(operator, { ...person, email: 'Ada@Example.org' });
    expect(await auditOf(system, id)).toMatchObject([
      {
        ...byOperator(),
        action: 'membership.created',
        target: { type: 'user', id },
        details: { role: 'viewer' },
      },
    ]);
    const rows = await asOwner(context, (query) =>
      query('SELECT email, name FROM user_account WHERE id = $1', [id]),
    );
    expect(rows).toEqual([{ email: 'ada@example.org', name: 'Ada' }]);
  });

  test('leaves a member as they are and records nothing', async () => {
    const id = await addMember(operator, { ...person, email: 'grace@example.org' });
    expect(
      await addMember(operator, { ...person, email: 'GRACE@example.org', role: 'admin', name: 'G' }),
    ).toBe(id);
    expect(await auditOf(system, id)).toHaveLength(1);
  });

  test('knows one person in several workspaces', async () => {
    const id = await addMember(operator, { ...person, email: 'both@example.org' });
    const other = (await makeWorkspace()).system;
    expect(await addMember(other, { ...person, email: 'both@example.org', role: 'auditor' })).toBe(id);
    expect(await auditOf(other, id)).toMatchObject([{ details: { role: 'auditor' } }]);
    expect(await auditOf(system, id)).toHaveLength(1);
  });

  test('adds once when several add the same person at the same time', async () => {
    const racing = Array.from({ length: 5 }, () =>
      addMember(operator, { ...person, email: 'race@example.org' }),
    );
    const ids = new Set(await Promise.all(racing));
    expect(ids.size).toBe(1);
    expect(await auditOf(system, [...ids][0] ?? '')).toHaveLength(1);
  });

  test('is for admins only', async () => {
    for (const actor of nobodies) {
      await expect(addMember(actor, { ...person, email: 'x@example.org' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });
});
