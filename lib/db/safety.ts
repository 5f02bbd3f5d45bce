import 'server-only';

import type { Query } from './database';

type RoleRow = {
  role: string;
  is_superuser: boolean;
  bypasses_rls: boolean;
  owned: string[];
  truncatable: string[];
};

const inspectRole = `
  SELECT current_user AS role, r.rolsuper AS is_superuser, r.rolbypassrls AS bypasses_rls,
    ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relrowsecurity AND pg_has_role(c.relowner, 'MEMBER')) AS owned,
    ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relrowsecurity AND has_table_privilege(c.oid, 'TRUNCATE')) AS truncatable
  FROM pg_roles r WHERE r.rolname = current_user`;

/** Refuses to go on under a role that row-level security does not bind. Throws a sentence that says what to do. */
export async function assertBoundRole(query: Query): Promise<void> {
  const [row] = await query<RoleRow>(inspectRole);
  if (!row)
    throw new Error('Palimpsest cannot start: the database does not name the role that queries run under.');
  const faults = [
    row.is_superuser && 'is a superuser',
    row.bypasses_rls && 'bypasses row-level security',
    row.owned.length > 0 && `owns ${row.owned.join(', ')}`,
    row.truncatable.length > 0 && `may truncate ${row.truncatable.join(', ')}`,
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return;
  throw new Error(
    `Palimpsest cannot start: its queries would run under the role ${row.role}, which ${faults.join(' and ')}, so workspaces would not be kept apart. Give DATABASE_URL a role that may become palimpsest_app (GRANT palimpsest_app TO it) and DATABASE_ADMIN_URL the owner.`,
  );
}
