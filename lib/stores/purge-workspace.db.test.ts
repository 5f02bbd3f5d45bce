import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { hashSecret } from '@/lib/auth/secret';
import { findPersonById } from '@/lib/auth/person';
import { spendRequest } from '@/lib/auth/rate-limit';
import type { Query } from '@/lib/db/database';
import { withWorkspace } from '@/lib/db/workspace';
import { createMemory } from '@/lib/memories/create-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { startRun } from '@/lib/retention/start-run';
import { setPolicy } from '@/lib/retention/set-policy';
import { planRevert } from '@/lib/reverts/plan-revert';
import { indexWorkspace } from '@/lib/search/index-workspace';
import { retrieveMemory } from '@/lib/memories/read';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
  unique,
} from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { trailOf } from '@/lib/testing/records';
import { addMember } from '@/lib/workspaces/add-member';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';
import {
  isSecretKnown,
  listDeletedWorkspaces,
  listWorkspaces,
  retrieveWorkspace,
} from '@/lib/workspaces/read';
import { setReasonPolicy } from '@/lib/workspaces/set-reason-policy';

import { listStores } from './read';
import { purgeWorkspace } from './purge-workspace';

const context = useDatabase();

const atOnce = { sliceSize: 2, settleSeconds: 0 };

type Inhabited = { system: Actor; name: string; admin: Actor; key: Actor & { secret: string } };

/** A workspace with something in every table that a person or program can fill, as far as this needs no other process. */
async function makeInhabited(): Promise<Inhabited> {
  const { system } = await makeWorkspace();
  const admin = await makeMember(system, 'admin');
  const key = await makeKey(system);
  const store = await makeStore(system);
  const session = await makeSession(key, { [store.id]: 'read_write' });
  for (let index = 0; index < 5; index += 1) await makeMemory(session, store.id);
  const body = { path: '/note', content: 'who knows' };
  const { id: memoryId } = await createMemory(session, store.id, body, 'basic');
  await retrieveMemory(session, { storeId: store.id, memoryId }, { view: 'full' });
  await flushReads();
  await indexWorkspace(system.workspaceId, 5);
  await planRevert(system, { subject: { type: 'session', id: session.id } });
  await setPolicy(key, null, {
    old_versions: { after_days: 9, keep_newest: 1 },
    deleted_memories: null,
    reason: 'too much',
  });
  await startRun(key, { dry_run: false, reason: 'now' });
  await setReasonPolicy(key, { demands: { lock: 'asked' } });
  await listStores(key, { limit: 10, include: 'governance', include_archived: false });
  await spendRequest(key);
  const { name } = await retrieveWorkspace(system);
  return { system, name, admin, key };
}

/** Tables that hold a row of this workspace, by the catalogue and not by what the purge believes. */
async function listTables(query: Query, workspaceId: string): Promise<string[]> {
  const tables = await query<{ name: string; column: string }>(`
    SELECT c.oid::regclass::text AS name, a.attname::text AS column FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND (a.attname = 'workspace_id' OR c.relname = 'workspace' AND a.attname = 'id')`);
  const left: string[] = [];
  for (const { name, column } of tables) {
    const rows = await query(`SELECT 1 FROM ${name} WHERE ${column} = $1 LIMIT 1`, [workspaceId]);
    if (rows.length > 0) left.push(name);
  }
  return left.toSorted();
}

const tablesOf = (workspaceId: string) => asOwner(context, (query) => listTables(query, workspaceId));

describe('deleteWorkspace', () => {
  let home: Inhabited;
  beforeAll(async () => {
    home = await makeInhabited();
  });

  test('is for admins only', async () => {
    const others = [
      await makeMember(home.system, 'privacy_officer'),
      await makeKey(home.system, { kind: 'agent' }),
      await makeSession(home.system, {}),
    ];
    for (const actor of others) {
      const refused = deleteWorkspace(actor, { name: home.name });
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('deletes nothing when the workspace is called otherwise', async () => {
    const { system: stranger } = await makeWorkspace();
    const before = await trailOf(home.system, home.system.workspaceId);
    for (const [actor, name] of [
      [home.key, home.name.toUpperCase()],
      [stranger, home.name],
    ] as const) {
      const refused = deleteWorkspace(actor, { name });
      await expect(refused).rejects.toMatchObject({
        code: 'conflict',
        details: { errorCode: 'name_mismatch' },
      });
    }
    expect(await trailOf(home.system, home.system.workspaceId)).toEqual(before);
    expect(await listWorkspaces()).toContainEqual({ id: home.system.workspaceId, name: home.name });
  });

  test('deletes with exactly one entry, and from the next request on nobody is in it', async () => {
    const { workspaceId } = home.system;
    const session = await makeSession(home.key, {});
    expect(await deleteWorkspace(home.admin, { name: home.name })).toEqual({
      id: workspaceId,
      type: 'workspace_deleted',
    });
    const [entry] = await asOwner(context, (query) =>
      query(
        'SELECT action, actor_id, details FROM audit_entry WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1',
        [workspaceId],
      ),
    );
    expect(entry).toEqual({
      action: 'workspace.deleted',
      actor_id: home.admin.id,
      details: { is_demonstration: false },
    });
    for (const actor of [home.admin, home.key, session, home.system]) {
      const entering = withWorkspace(actor, () => Promise.resolve());
      await expect(entering).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect(await isSecretKnown(hashSecret(home.key.secret))).toBe(false);
    expect(await isSecretKnown(hashSecret(session.token))).toBe(false);
    expect((await findPersonById(home.admin.id))?.memberships).toEqual([]);
    expect((await listWorkspaces()).map(({ id }) => id)).not.toContain(workspaceId);
  });

  test('cannot be done twice', async () => {
    const again = deleteWorkspace(home.admin, { name: '' });
    await expect(again).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('purgeWorkspace', () => {
  test('removes nothing of a workspace that nobody deleted', async () => {
    const home = await makeInhabited();
    const before = await tablesOf(home.system.workspaceId);
    expect(await purgeWorkspace(home.system, atOnce)).toBe(0);
    expect(await tablesOf(home.system.workspaceId)).toEqual(before);
    expect(await listStores(home.key, { limit: 10, include_archived: false })).toMatchObject({
      data: [{ type: 'memory_store' }],
    });
  });

  test('leaves a trail without text and a tombstone without a name, and nothing else in any table', async () => {
    const home = await makeInhabited();
    const neighbour = await makeInhabited();
    const { workspaceId } = home.system;
    const before = await tablesOf(workspaceId);
    for (const table of ['memory_content', 'search_text', 'session_read', 'revert_item', 'reason_note'])
      expect(before).toContain(table);
    const neighbours = await tablesOf(neighbour.system.workspaceId);

    await deleteWorkspace(home.admin, { name: home.name });
    expect(await purgeWorkspace(home.system, atOnce)).toBe(0);

    expect(await tablesOf(workspaceId)).toEqual(['audit_entry', 'workspace']);
    expect(await tablesOf(neighbour.system.workspaceId)).toEqual(neighbours);
    const [tombstone] = await asOwner(context, (query) =>
      query('SELECT name, purged_at IS NOT NULL AS is_purged FROM workspace WHERE id = $1', [workspaceId]),
    );
    expect(tombstone).toEqual({ name: '', is_purged: true });
    expect(await listDeletedWorkspaces()).toContainEqual({
      id: workspaceId,
      is_demonstration: false,
      is_purged: true,
    });
  });

  test('waits for what entered before the deletion, and is recorded once however often it runs', async () => {
    const home = await makeInhabited();
    const { workspaceId } = home.system;
    await deleteWorkspace(home.key, { name: home.name });
    const slowly = { ...atOnce, settleSeconds: 30 };
    const [first, second] = await Promise.all([
      purgeWorkspace(home.system, slowly),
      purgeWorkspace(home.system, slowly),
    ]);
    for (const seconds of [first, second]) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(30);
    }
    const late = { workspace_id: workspaceId, id: 'reason_late' };
    await asOwner(context, (query) =>
      query(
        `INSERT INTO reason_note (workspace_id, id, body, author_type, author_id) VALUES ($1, $2, 'late', 'x', 'x')`,
        Object.values(late),
      ),
    );
    for (let run = 0; run < 3; run += 1) expect(await purgeWorkspace(home.system, atOnce)).toBe(0);
    expect(await tablesOf(workspaceId)).toEqual(['audit_entry', 'workspace']);
    const entries = await asOwner(context, (query) =>
      query(`SELECT 1 FROM audit_entry WHERE workspace_id = $1 AND action = 'workspace.purged'`, [
        workspaceId,
      ]),
    );
    expect(entries).toHaveLength(1);
  });

  test('goes on where it was interrupted', async () => {
    const home = await makeInhabited();
    const { workspaceId } = home.system;
    await deleteWorkspace(home.key, { name: home.name });
    await asOwner(context, (query) =>
      query(
        `CREATE TRIGGER stop_here BEFORE DELETE ON session FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
      ),
    );
    await expect(purgeWorkspace(home.system, atOnce)).rejects.toThrow();
    await asOwner(context, (query) => query('DROP TRIGGER stop_here ON session'));
    expect(await tablesOf(workspaceId)).toContain('session');
    expect(await purgeWorkspace(home.system, atOnce)).toBe(0);
    expect(await tablesOf(workspaceId)).toEqual(['audit_entry', 'workspace']);
  });

  test('takes the accounts of those who belong nowhere else, and no other', async () => {
    const home = await makeInhabited();
    const { system: elsewhere } = await makeWorkspace();
    const person = { name: 'Both', role: 'viewer', passwordHash: null } as const;
    const email = `${unique('both')}@example.org`;
    const both = await addMember(home.system, { ...person, email });
    expect(await addMember(elsewhere, { ...person, email })).toBe(both);
    await deleteWorkspace(home.key, { name: home.name });
    await purgeWorkspace(home.system, atOnce);
    expect(await findPersonById(home.admin.id)).toBeNull();
    expect((await findPersonById(both))?.memberships).toMatchObject([{ workspaceId: elsewhere.workspaceId }]);
  });
});
