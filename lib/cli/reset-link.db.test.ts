import { expect, test, vi } from 'vitest';

import { verifySignIn } from '@/lib/auth/verify-sign-in';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeWorkspace } from '@/lib/testing/factories';
import { makePerson } from '@/lib/testing/sign-in';
import { removeMember } from '@/lib/workspaces/remove-member';
import { resetPassword } from '@/lib/workspaces/reset-password';

import { makeResetLink } from './reset-link';

vi.stubEnv('PUBLIC_URL', 'https://memory.example.org');
useDatabase();

test('somebody who is locked out gets a link, also when they belong to several workspaces', async () => {
  const [first, second] = [(await makeWorkspace()).system, (await makeWorkspace()).system];
  const { id, email } = await makePerson(first, { role: 'admin' });
  await makePerson(second, { email, role: 'admin' });
  const link = await makeResetLink(email.toUpperCase());
  expect(link.url).toContain('https://memory.example.org/reset-password#');
  const password = 'what the owner chose now';
  await resetPassword({ token: new URL(link.url).hash.slice(1), password }, { requestId: 'req_test' });
  expect(await verifySignIn({ email, password }, '192.0.2.3')).toMatchObject({ sub: id });
  expect((await auditOf(first, id)).slice(1)).toMatchObject([
    {
      action: 'password_reset.created',
      actor: { type: 'system_actor', system_id: 'reset-password' },
    },
    { action: 'user.password_reset' },
  ]);
});

test('an address that nobody has, or that opens nothing, is answered with a sentence', async () => {
  const { system } = await makeWorkspace();
  const { id, email } = await makePerson(system);
  await removeMember(system, id);
  await expect(makeResetLink(email)).rejects.toThrow('belongs to no workspace');
  await expect(makeResetLink('nobody@example.org')).rejects.toThrow('Nobody has the address');
});
