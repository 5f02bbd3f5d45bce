import { beforeAll, expect, test, vi } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';

import type * as Password from './password';
import { verifyPassword } from './password';

const url = 'https://memory.example.org';
vi.stubEnv('PUBLIC_URL', url);
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

// Counted, and otherwise as it is: verifying a password is nearly all of the time that a sign-in takes.
vi.mock('./password', async (importOriginal) => {
  const real = await importOriginal<typeof Password>();
  return { ...real, verifyPassword: vi.fn<typeof real.verifyPassword>(real.verifyPassword) };
});

const context = useDatabase();

let cases: Record<string, [string, string]>;

beforeAll(async () => {
  const { system } = await makeWorkspace();
  const disabled = await makePerson(system);
  await asOwner(context, (query) =>
    query('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [disabled.id]),
  );
  cases = {
    'wrong user': ['nobody@example.org', password],
    'wrong password': [(await makePerson(system)).email, 'another password'],
    'no password': [(await makePerson(system, { hasPassword: false })).email, password],
    'disabled, right password': [disabled.email, password],
    'disabled, wrong password': [disabled.email, 'another password'],
    'an address that cannot be': ['\0\ud800@example.org', password],
  };
});

/** What the caller is told, and the parameters of every hash that a password was compared with meanwhile. */
async function attempt([email, given]: [string, string]): Promise<{ answer: string; work: string[] }> {
  const browser = openBrowser(url);
  const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
  vi.mocked(verifyPassword).mockClear();
  const fields = { csrfToken, email, password: given, json: 'true' };
  const response = await browser.post('/api/auth/callback/credentials', fields);
  const cookies = response.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, ''));
  const hashes = vi.mocked(verifyPassword).mock.calls.map(([hash]) => hash);
  return {
    answer: JSON.stringify([response.status, cookies, await response.text()]),
    work: hashes.map((hash) => hash.split('$').slice(0, 4).join('$')),
  };
}

test('nothing tells a wrong user, a wrong password, no password and a disabled account apart', async () => {
  const answers = new Set<string>();
  for (const given of Object.values(cases)) {
    const { answer, work } = await attempt(given);
    answers.add(answer);
    expect(work).toEqual(['$argon2id$v=19$m=19456,t=2,p=1']);
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toMatch(/^\[401,.*CredentialsSignin/);
});
