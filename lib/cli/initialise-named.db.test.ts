import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test, vi } from 'vitest';

import { systemActor } from '@/lib/auth/actor';
import { listStores } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { listMembers, listWorkspaces } from '@/lib/workspaces/read';

import { initialise } from './initialise';

const folder = mkdtempSync(join(tmpdir(), 'palimpsest-data-'));
vi.stubEnv('DATA_DIR', folder);
vi.stubEnv('LOG_LEVEL', 'silent');
vi.stubEnv('INIT_WORKSPACE', 'Demonstration');
vi.stubEnv('INIT_OWNER_EMAIL', 'owner@example.org');
vi.stubEnv('INIT_OWNER_PASSWORD', 'a long enough password');

const context = useDatabase();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an owner who names the demonstration is in the demonstration, which is whole', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  for (const start of ['first', 'second']) {
    await initialise(context.database);
    const workspaces = await listWorkspaces();
    expect(
      workspaces.map(({ name }) => name),
      start,
    ).toEqual(['Demonstration']);
    const system = systemActor(workspaces[0]!.id, 'test');
    expect((await listStores(system, { limit: 100 })).data.length).toBeGreaterThan(5);
    const members = (await listMembers(system, { limit: 100 })).data;
    expect(members.map(({ email, role }) => `${email} ${role}`)).toEqual([
      'demo@palimpsest.local admin',
      'viewer@palimpsest.local viewer',
      'auditor@palimpsest.local auditor',
      'owner@example.org admin',
    ]);
  }
}, 120_000);
