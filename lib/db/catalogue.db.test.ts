import { describe, expect, test } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { asOwner } from '@/lib/testing/owner';

const context = useDatabase();

function names(text: string): Promise<string[]> {
  return asOwner(context, async (query) => (await query<{ name: string }>(text)).map((row) => row.name));
}

/** Tables that belong to a tenant: those with its column, and the table of tenants itself. */
const tenantTables = `
  SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity,
    CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END AS tenant_column
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p')
    AND (c.relname = 'workspace' OR EXISTS (SELECT 1 FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))`;

/** The names of a table's columns with the given numbers. */
const columnsOf = (numbers: string) => `ARRAY(SELECT a.attname::text FROM pg_attribute a
  WHERE a.attrelid = t.oid AND a.attnum = ANY (${numbers}))`;

describe("every tenant's table", () => {
  test('has row-level security, enabled and forced', async () => {
    expect(await names(`SELECT relname AS name FROM (${tenantTables}) t`)).toHaveLength(33);
    expect(
      await names(
        `SELECT relname AS name FROM (${tenantTables}) t WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
      ),
    ).toEqual([]);
  });

  test('has one policy for everybody, which reads and writes the present workspace only', async () => {
    const expected = (kind: string) =>
      `pg_get_expr(p.${kind}, p.polrelid) = '(' || t.tenant_column || ' = current_workspace())'`;
    expect(
      await names(`SELECT t.relname AS name FROM (${tenantTables}) t WHERE NOT EXISTS (
        SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid AND p.polcmd = '*' AND p.polroles = '{0}'
          AND ${expected('polqual')} AND ${expected('polwithcheck')})`),
    ).toEqual([]);
  });

  test('has no other policies but for finding out who calls and for search, which only read', async () => {
    const others = await names(`
      SELECT DISTINCT p.polname || ' ' || p.polcmd::text || ' ' || array_to_string(p.polroles::regrole[], ',') AS name
      FROM pg_policy p WHERE p.polname <> 'tenant'`);
    expect(others.toSorted()).toEqual(['auth_lookup r palimpsest_auth', 'search_read r palimpsest_search']);
  });

  test('has its tenant in every unique index', async () => {
    expect(
      await names(`SELECT i.indexrelid::regclass::text AS name FROM (${tenantTables}) t JOIN pg_index i ON i.indrelid = t.oid
        WHERE i.indisunique AND NOT t.tenant_column = ANY (${columnsOf('i.indkey::int2[]')})`),
    ).toEqual([]);
  });

  test('has its tenant in every foreign key to another one', async () => {
    expect(
      await names(`SELECT k.conname AS name FROM (${tenantTables}) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        JOIN (${tenantTables}) other ON other.oid = k.confrelid
        WHERE NOT 'workspace_id' = ANY (${columnsOf('k.conkey')})`),
    ).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('has no view that runs with rights other than the caller’s, and no materialised view to read', async () => {
    const views = `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'palimpsest_meta', 'palimpsest_jobs')`;
    expect(
      await names(
        `${views} AND c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)`,
      ),
    ).toEqual([]);
    expect(
      await names(`${views} AND c.relkind = 'm' AND has_table_privilege('palimpsest_app', c.oid, 'SELECT')`),
    ).toEqual([]);
  });

  test('has eight functions with rights of their own, to find out who calls, to search and to take statistics, with a fixed search path', async () => {
    const definers = await names(`
      SELECT p.proname || ' ' || CASE WHEN p.proowner = c.relowner THEN 'owner' ELSE p.proowner::regrole::text END || ' ' || array_to_string(p.proconfig, ',') AS name
      FROM pg_class c, pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE c.oid = 'memory'::regclass AND p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`);
    // pg_temp comes last, so that no temporary table can stand in for one of ours.
    const path = 'search_path=pg_catalog, public, pg_temp';
    expect(definers).toEqual([
      ...['find_invitations', 'list_deleted_workspaces', 'list_workspaces'].map(
        (name) => `${name} palimpsest_auth ${path}`,
      ),
      `refresh_statistics owner ${path}`,
      ...['resolve_link', 'resolve_secret', 'resolve_user'].map((name) => `${name} palimpsest_auth ${path}`),
      `search_candidates palimpsest_search ${path},enable_seqscan=off,plan_cache_mode=force_generic_plan`,
    ]);
  });

  test('lets only the application call those functions', async () => {
    expect(
      await names(`SELECT p.proname || ' ' || a.grantee::regrole::text AS name
        FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE p.prosecdef AND (p.proname = 'refresh_statistics' OR p.proowner IN ('palimpsest_auth'::regrole, 'palimpsest_search'::regrole))
          AND a.grantee <> p.proowner ORDER BY 1`),
    ).toEqual(
      [
        'find_invitations',
        'list_deleted_workspaces',
        'list_workspaces',
        'refresh_statistics',
        'resolve_link',
        'resolve_secret',
        'resolve_user',
        'search_candidates',
      ].map((name) => `${name} palimpsest_app`),
    );
  });

  test('gives the application and the look-up no way to become anybody else', async () => {
    expect(
      await names(`SELECT r.rolname AS name FROM pg_roles r WHERE r.rolname IN ('palimpsest_app', 'palimpsest_auth', 'palimpsest_search')
        AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolcanlogin
          OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid))`),
    ).toEqual([]);
    expect(
      await names(`SELECT n.nspname AS name FROM pg_namespace n
        WHERE has_schema_privilege('palimpsest_app', n.oid, 'CREATE') OR has_schema_privilege('palimpsest_auth', n.oid, 'CREATE')
          OR has_schema_privilege('palimpsest_search', n.oid, 'CREATE')`),
    ).toEqual([]);
  });

  test('lets the role of search read searchable text and nothing else', async () => {
    expect(
      await names(`SELECT c.relname || ' ' || p.privilege AS name FROM pg_class c,
          unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p(privilege)
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
          AND has_table_privilege('palimpsest_search', c.oid, p.privilege)`),
    ).toEqual(['search_text SELECT']);
  });
});
