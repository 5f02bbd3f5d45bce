import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { asOwner } from '@/lib/testing/owner';

import { assertBoundRole } from './safety';

const context = useDatabase();
// Roles belong to the whole server, which other test files use too.
const suffix = randomBytes(4).toString('hex');

/** How to make a role that row-level security does not bind, and what the refusal says of it. */
const unbound = [
  { name: `super_${suffix}`, make: 'SUPERUSER', grant: '', fault: /is a superuser/ },
  { name: `bypass_${suffix}`, make: 'BYPASSRLS', grant: '', fault: /bypasses row-level security/ },
  { name: `owner_${suffix}`, make: '', grant: 'ALTER TABLE memory OWNER TO %', fault: /owns memory,? / },
  {
    name: `truncate_${suffix}`,
    make: '',
    grant: 'GRANT TRUNCATE ON memory_version TO %',
    fault: /may truncate memory_version/,
  },
];
const heir = `heir_${suffix}`;

beforeAll(async () => {
  await asOwner(context, async (query) => {
    for (const { name, make, grant } of unbound) {
      await query(`CREATE ROLE ${name} ${make}`);
      if (grant !== '') await query(grant.replace('%', name));
    }
    await query(`CREATE ROLE ${heir} IN ROLE owner_${suffix}`);
  });
});

afterAll(async () => {
  await asOwner(context, async (query) => {
    await query('ALTER TABLE memory OWNER TO CURRENT_USER');
    for (const name of [...unbound.map((role) => role.name), heir]) {
      await query(`DROP OWNED BY ${name}`);
      await query(`DROP ROLE ${name}`);
    }
  });
});

function assertAs(role: string): Promise<void> {
  return asOwner(context, async (query) => {
    await query(`SET ROLE ${role}`);
    try {
      await assertBoundRole(query);
    } finally {
      await query('RESET ROLE');
    }
  });
}

test('the role that queries run under is bound', async () => {
  await expect(assertBoundRole(context.database.query)).resolves.toBeUndefined();
});

test.each(unbound)('$name is refused, with its fault and what to do', async ({ name, fault }) => {
  await expect(assertAs(name)).rejects.toThrow(fault);
  await expect(assertAs(name)).rejects.toThrow(`the role ${name}, which`);
  await expect(assertAs(name)).rejects.toThrow('GRANT palimpsest_app TO it');
});

test('a role that may become the owner is refused', async () => {
  await expect(assertAs(heir)).rejects.toThrow(/owns memory/);
});
