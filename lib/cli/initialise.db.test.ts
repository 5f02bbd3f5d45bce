import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { systemActor } from '@/lib/auth/actor';
import { purgeWorkspace } from '@/lib/stores/purge-workspace';
import { useDatabase } from '@/lib/testing/database';
import { asOwner } from '@/lib/testing/owner';
import { openBrowser } from '@/lib/testing/sign-in';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';
import { listWorkspaces } from '@/lib/workspaces/read';

import { initialise } from './initialise';

const folder = mkdtempSync(join(tmpdir(), 'palimpsest-data-'));
const url = 'http://127.0.0.1:3000';
vi.stubEnv('DATA_DIR', folder);
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

const context = useDatabase();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a start prints. */
async function start(): Promise<string> {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await initialise(context.database);
  } finally {
    write.mockRestore();
  }
  return lines.join('');
}

async function signIn(name: string, password: string): Promise<number> {
  return (await openBrowser(url).signIn(`${name}@palimpsest.local`, password)).status;
}

function rolesOfPeople(): Promise<unknown> {
  return asOwner(context, (query) =>
    query(
      `SELECT u.email, m.role FROM user_account u JOIN membership m ON m.user_id = u.id ORDER BY u.email`,
    ),
  );
}

let ownId: string;
// Of somebody who had no use for the demonstration then, and chose its name.
beforeAll(async () => {
  ownId = await createWorkspace('Demonstration');
});

const people = [
  { email: 'auditor@palimpsest.local', role: 'auditor' },
  { email: 'demo@palimpsest.local', role: 'admin' },
  { email: 'viewer@palimpsest.local', role: 'viewer' },
];

test('the first start shows a sign-in for the demonstration, and later ones where it is', async () => {
  const first = await start();
  const file = join(folder, 'demo-password');
  const password = readFileSync(file, 'utf8');
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(first).toContain(`Sign in at ${url}/sign-in as demo@palimpsest.local with the password ${password}`);
  expect(await rolesOfPeople()).toEqual(people);
  for (const name of ['demo', 'viewer', 'auditor']) expect(await signIn(name, password)).toBe(200);
  expect(await signIn('demo', 'another password')).toBe(401);

  const second = await start();
  expect(second).toContain(`with the password in ${folder}/demo-password`);
  expect(second).not.toContain(password);

  // A data folder from before there were people to sign in.
  await asOwner(context, (query) => query('DELETE FROM user_account'));
  expect(await start()).toContain(`with the password ${password}`);
  expect(await rolesOfPeople()).toEqual(people);
  expect(await signIn('demo', password)).toBe(200);

  // Whoever was taken out of the demonstration, or changed their password, stays as they are.
  await asOwner(context, (query) => query(`DELETE FROM membership WHERE role = 'viewer'`));
  await asOwner(context, (query) => query(`UPDATE user_account SET password_hash = NULL`));
  expect(await start()).not.toContain(password);
  expect(await rolesOfPeople()).toEqual(people.slice(0, 2));
  expect(await signIn('demo', password)).toBe(401);
}, 120_000);

test('a workspace that has only the name of the demonstration is not taken for it', async () => {
  const rows = await asOwner(context, (query) =>
    query(
      `SELECT w.id = $1 AS is_own, (SELECT count(*)::int FROM membership m WHERE m.workspace_id = w.id) AS people,
        EXISTS (SELECT 1 FROM memory_store s WHERE s.workspace_id = w.id) AS has_stores
        FROM workspace w WHERE w.name = 'Demonstration' ORDER BY w.id = $1`,
      [ownId],
    ),
  );
  expect(rows).toEqual([
    { is_own: false, people: 2, has_stores: true },
    { is_own: true, people: 0, has_stores: false },
  ]);
});

test('a demonstration that was deleted is not made again', async () => {
  const [found] = await asOwner(context, (query) =>
    query<{ id: string }>('SELECT id FROM workspace WHERE is_demonstration'),
  );
  await deleteWorkspace(systemActor(found!.id, 'test'), { name: 'Demonstration' });
  await purgeWorkspace({ workspaceId: found!.id }, { sliceSize: 500, settleSeconds: 0 });
  expect(await start()).toBe('');
  expect(await listWorkspaces()).toEqual([{ id: ownId, name: 'Demonstration' }]);
  expect(await rolesOfPeople()).toEqual([]);
}, 60_000);
