import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { untilWaiting } from '@/lib/testing/waiting';

import { addMember } from './add-member';
import { changeRole } from './change-role';
import { memberResource } from './member';
import { listMembers, retrieveMe } from './read';
import { removeMember } from './remove-member';

const context = useDatabase();

let system: Actor;
let operator: Actor;
let viewer: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});
beforeEach(async () => {
  viewer = await makeMember(system, 'viewer');
});

const byOperator = () => ({ actor: { type: 'api_actor', api_key_id: operator.id }, request_id: 'req_test' });
const stale = { code: 'unauthenticated', details: { errorCode: 'stale_credential' } };
const lastAdmin = { code: 'conflict', details: { errorCode: 'last_admin' } };
const ends: [string, (actor: Actor, userId: string) => Promise<unknown>][] = [
  ['changeRole', (actor, userId) => changeRole(actor, userId, { role: 'auditor' })],
  ['removeMember', removeMember],
];

async function memberOf(actor: Actor, userId: string) {
  return (await listMembers(actor, { limit: 100 })).data.find((member) => member.user_id === userId);
}

test('changeRole counts from the next request on, with one entry', async () => {
  const changed = memberResource.parse(await changeRole(operator, viewer.id, { role: 'reviewer' }));
  expect(changed).toMatchObject({ user_id: viewer.id, role: 'reviewer', is_disabled: false });
  expect(await memberOf(operator, viewer.id)).toEqual(changed);
  await expect(retrieveMe(viewer)).rejects.toMatchObject(stale);
  expect(await retrieveMe({ ...viewer, role: 'reviewer' })).toMatchObject({ role: 'reviewer' });
  expect((await auditOf(system, viewer.id)).slice(1)).toMatchObject([
    {
      ...byOperator(),
      action: 'membership.updated',
      target: { type: 'user', id: viewer.id },
      details: { role: 'reviewer', previous_role: 'viewer' },
    },
  ]);
});

test('changeRole to the role that a member has changes nothing and records nothing', async () => {
  const { system: owner } = await makeWorkspace();
  const admin = await makeMember(owner, 'admin');
  expect(await changeRole(admin, admin.id, { role: 'admin' })).toEqual(await memberOf(owner, admin.id));
  expect(await auditOf(owner, admin.id)).toHaveLength(1);
});

test('removeMember lets in nobody from the next request on, with one entry, and keeps the account', async () => {
  const elsewhere = (await makeWorkspace()).system;
  const { email } = (await memberOf(operator, viewer.id))!;
  const person = { email, name: 'Another', role: 'viewer', passwordHash: null } as const;
  expect(await addMember(elsewhere, person)).toBe(viewer.id);
  expect(await removeMember(operator, viewer.id)).toEqual({ type: 'member_removed', user_id: viewer.id });
  await expect(retrieveMe(viewer)).rejects.toMatchObject(stale);
  expect(await memberOf(operator, viewer.id)).toBeUndefined();
  expect(await memberOf(elsewhere, viewer.id)).toMatchObject({ email, role: 'viewer' });
  expect((await auditOf(system, viewer.id)).slice(1)).toMatchObject([
    {
      ...byOperator(),
      action: 'membership.deleted',
      target: { type: 'user', id: viewer.id },
      details: { role: 'viewer' },
    },
  ]);
});

test('removeMember finds nobody the second time, and records nothing', async () => {
  await removeMember(operator, viewer.id);
  await expect(removeMember(operator, viewer.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await auditOf(system, viewer.id)).toHaveLength(2);
});

describe.each(ends)('%s', (_, end) => {
  test('is for admins only', async () => {
    const nobodies = [
      viewer,
      await makeMember(system, 'privacy_officer'),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, {}),
    ];
    for (const actor of nobodies) {
      await expect(end(actor, viewer.id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await memberOf(operator, viewer.id)).toMatchObject({ role: 'viewer' });
  });

  test('speaks of people of another workspace as of nobody', async () => {
    const stranger = (await makeWorkspace()).system;
    for (const id of [viewer.id, 'user_none']) {
      const refusal = { code: 'not_found', message: `member not found: ${id}` };
      await expect(end(stranger, id)).rejects.toMatchObject(refusal);
    }
    expect(await auditOf(stranger, viewer.id)).toEqual([]);
    expect(await memberOf(operator, viewer.id)).toMatchObject({ role: 'viewer' });
  });

  test('leaves an admin who can sign in, whoever asks', async () => {
    const { system: owner } = await makeWorkspace();
    const [admin, disabled] = [await makeMember(owner, 'admin'), await makeMember(owner, 'admin')];
    await asOwner(context, (query) =>
      query('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [disabled.id]),
    );
    for (const actor of [admin, owner]) {
      await expect(end(actor, admin.id)).rejects.toMatchObject(lastAdmin);
    }
    expect(await memberOf(owner, disabled.id)).toMatchObject({ is_disabled: true });
    expect(await auditOf(owner, admin.id)).toHaveLength(1);
    await makeMember(owner, 'admin');
    await end(admin, admin.id);
    await expect(retrieveMe(admin)).rejects.toMatchObject(stale);
  });

  // The embedded database has one connection, so nobody else can be in the middle of anything.
  test.skipIf(isEmbedded)('refuses the second of two admins who do it to each other', async () => {
    const { system: owner, workspaceId } = await makeWorkspace();
    const [ada, grace] = [await makeMember(owner, 'admin'), await makeMember(owner, 'admin')];
    await makeMember(owner, 'admin');
    const outcomes = await asOwner(context, async (query) => {
      await query('BEGIN');
      await query('SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE', [workspaceId]);
      const both = Promise.allSettled([end(ada, grace.id), end(grace, ada.id)]);
      await untilWaiting(query, 2);
      await query('COMMIT');
      return both;
    });
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: stale }]);
  });
});

describe('listMembers', () => {
  test('gives every person once, longest membership first, and nobody of another workspace', async () => {
    const { system: owner } = await makeWorkspace();
    const ids: string[] = [];
    for (const role of ['admin', 'viewer', 'auditor'] as const) ids.push((await makeMember(owner, role)).id);
    // Two who came at the same moment.
    await asOwner(context, (query) =>
      query(
        `UPDATE membership m SET created_at = (SELECT max(created_at) FROM membership n WHERE n.workspace_id = m.workspace_id)
          WHERE workspace_id = $1 AND user_id <> $2`,
        [owner.workspaceId, ids[0]],
      ),
    );
    const expected = [ids[0], ...ids.slice(1).toSorted()];
    const seen: string[] = [];
    let page: string | null | undefined;
    do {
      const answer = await listMembers(owner, { limit: 1, page: page ?? undefined });
      seen.push(...answer.data.map((member) => memberResource.parse(member).user_id));
      page = answer.next_page;
    } while (page !== null);
    expect(seen).toEqual(expected);
  });

  test('is for admins only, and a cursor for its own workspace', async () => {
    await expect(listMembers(viewer, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await makeMember(system, 'viewer');
    const page = (await listMembers(operator, { limit: 1 })).next_page!;
    const stranger = (await makeWorkspace()).system;
    await expect(listMembers(stranger, { limit: 1, page })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
