import { expect, test } from 'vitest';

import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { auditOf, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { untilWaiting } from '@/lib/testing/waiting';

import { addMember } from './add-member';

const context = useDatabase();

// The embedded database has one connection, so nobody else can be in the middle of anything.
test.skipIf(isEmbedded)(
  'addMember finds the person whom somebody else is adding at this moment',
  async () => {
    const { system } = await makeWorkspace();
    const id = await asOwner(context, async (query) => {
      await query('BEGIN');
      await query(
        `INSERT INTO user_account (id, email, name) VALUES ('user_first', 'race@example.org', 'First')`,
      );
      const member = {
        email: 'race@example.org',
        name: 'Second',
        role: 'viewer',
        passwordHash: null,
      } as const;
      const adding = addMember(system, member);
      adding.catch(() => undefined);
      await untilWaiting(query, 1);
      await query('COMMIT');
      return adding;
    });
    expect(id).toBe('user_first');
    expect(await auditOf(system, id)).toMatchObject([
      { action: 'membership.created', details: { role: 'viewer' } },
    ]);
  },
);
