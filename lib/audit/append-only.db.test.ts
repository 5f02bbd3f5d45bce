import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { appendAudit } from './append';

const context = useDatabase();

let system: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
});

const denied = /permission denied|must be owner/;

test.each([
  [`UPDATE audit_entry SET action = 'x'`, denied],
  ['DELETE FROM audit_entry', denied],
  ['TRUNCATE audit_entry', denied],
  ['ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only', denied],
  ['ALTER TABLE audit_entry DISABLE TRIGGER ALL', denied],
  ['ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY', denied],
  ['DROP TRIGGER audit_entry_append_only ON audit_entry', denied],
  ['DROP TABLE audit_entry', denied],
  ['CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE sql AS $$ SELECT 1 $$', denied],
  [`SET session_replication_role = 'replica'`, denied],
])('as the application: %s is refused', async (statement, refusal) => {
  const attempt = withWorkspace(system, (tx) => tx.$executeRawUnsafe(statement));
  await expect(attempt).rejects.toThrow(refusal);
  expect(await auditOf(system, storeId)).toMatchObject([{ action: 'memory_store.created' }]);
});

test.each([[`UPDATE audit_entry SET action = 'x'`], ['DELETE FROM audit_entry'], ['TRUNCATE audit_entry']])(
  'even as a superuser: %s is refused while the trigger is on',
  async (statement) => {
    await expect(asOwner(context, (query) => query(statement))).rejects.toThrow(
      'audit entries are append-only',
    );
  },
);

test('as the application: a grant to itself gives it nothing', async () => {
  await withWorkspace(system, (tx) => tx.$executeRawUnsafe('GRANT ALL ON audit_entry TO palimpsest_app'));
  const [row] = await asOwner(context, (query) =>
    query(`SELECT array_agg(privilege ORDER BY privilege) AS held
      FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
      WHERE has_table_privilege('palimpsest_app', 'audit_entry', privilege)`),
  );
  expect(row).toEqual({ held: ['INSERT', 'SELECT'] });
});

test('an entry of another workspace is refused', async () => {
  const foreign = { ...system, workspaceId: (await makeWorkspace()).workspaceId };
  const entry = {
    action: 'memory_store.archived',
    target: { type: 'memory_store', id: storeId },
    details: {},
  } as const;
  await expect(withWorkspace(system, (tx) => appendAudit(tx, foreign, entry))).rejects.toMatchObject({
    code: 'audit_unavailable',
  });
});

test('details outside the closed schema are refused, and the change with them', async () => {
  const details = { changed: ['name'], name: 'a text' } as unknown as { changed: ['name'] };
  const change = withWorkspace(system, async (tx) => {
    await tx.memoryStore.updateMany({ data: { name: 'a text' } });
    await appendAudit(tx, system, {
      action: 'memory_store.updated',
      target: { type: 'memory_store', id: storeId },
      details,
    });
  });
  await expect(change).rejects.toThrow(/Unrecognized key/);
  expect(await withWorkspace(system, (tx) => tx.memoryStore.count({ where: { name: 'a text' } }))).toBe(0);
});
