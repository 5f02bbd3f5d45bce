import { systemActor } from '@/lib/auth/actor';
import type { Role } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { jobHandlers } from '@/lib/cli/job-handlers';
import { openDatabase } from '@/lib/db/open';
import { startQueue, stopQueue } from '@/lib/jobs/queue';
import { flushReads } from '@/lib/reads/flush-reads';
import { addMember } from '@/lib/workspaces/add-member';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { listWorkspaces } from '@/lib/workspaces/read';
import { demonstrationName, seedDemonstration } from '@/prisma/seed/demonstration';

import { leaver, workspaces } from './places';
import type { Person } from './places';

const operator = { name: 'Operator', kind: 'operator', trust_tier: 'trusted' } as const;

/** Fills the database of the environment with what every journey finds, and ends. */
async function fill(): Promise<void> {
  const database = await openDatabase();
  await startQueue();
  await seedDemonstration();
  for (const { name, owner, ...more } of Object.values(workspaces)) {
    const id = await createWorkspace(name);
    await join(id, owner, 'admin');
    if ('operatorKey' in more) await createApiKey(systemActor(id, 'start-up'), operator, more.operatorKey);
  }
  await flushReads();
  for (const { id, name } of await listWorkspaces()) {
    if (name === demonstrationName) await join(id, leaver, 'viewer');
    await jobHandlers['index-search']({ workspaceId: id });
    await jobHandlers['follow-writes']({ workspaceId: id });
  }
  await stopQueue();
  await database.close();
}

async function join(workspaceId: string, { email, password }: Person, role: Role): Promise<void> {
  const actor = systemActor(workspaceId, 'start-up');
  await addMember(actor, { email, name: email, role, passwordHash: await hashPassword(password) });
}

await fill();
