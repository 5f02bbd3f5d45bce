import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import { publicOrigin } from '@/lib/auth/origin';
import { hashPassword } from '@/lib/auth/password';
import { getDemoKey, getDemoPassword, hashSecret } from '@/lib/auth/secret';
import type { Database } from '@/lib/db/database';
import { env } from '@/lib/env';
import { addMember } from '@/lib/workspaces/add-member';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { isSecretKnown, listWorkspaces } from '@/lib/workspaces/read';
import { seedDemonstration } from '@/prisma/seed/demonstration';
import type { MadeNow } from '@/prisma/seed/demonstration';
import { demoPeople } from '@/prisma/seed/people';

async function ensureWorkspace(name: string): Promise<string> {
  const known = (await listWorkspaces()).find((workspace) => workspace.name === name);
  return known?.id ?? createWorkspace(name);
}

async function ensureOperatorKey(workspaceId: string, secret: string): Promise<void> {
  if (await isSecretKnown(hashSecret(secret))) return;
  const actor = systemActor(workspaceId, 'start-up');
  await createApiKey(actor, { name: 'Initial key', kind: 'operator', trust_tier: 'trusted' }, secret);
}

async function ensureOwner(workspaceId: string, email: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await addMember(systemActor(workspaceId, 'start-up'), { email, name: email, role: 'admin', passwordHash });
}

/** What the INIT_ variables name and is missing is created; what is there is never overwritten. */
async function createMissing(): Promise<void> {
  const {
    INIT_WORKSPACE: name,
    INIT_API_KEY: secret,
    INIT_OWNER_EMAIL: email,
    INIT_OWNER_PASSWORD: password,
  } = env();
  if (name === undefined && secret === undefined && email === undefined) return;
  const workspaceId = await ensureWorkspace(name ?? 'Default');
  if (secret !== undefined) await ensureOperatorKey(workspaceId, secret);
  if (email !== undefined && password !== undefined) await ensureOwner(workspaceId, email, password);
}

function sayHowToBegin(made: MadeNow): void {
  if (made === 'nothing, it was deleted') return;
  const { DATA_DIR: folder } = env();
  const [first, ...others] = demoPeople.map(({ email }) => email);
  const key =
    made === 'everything'
      ? `The workspace "Demonstration" is ready. Its API key, also kept in ${folder}/demo-api-key: ${getDemoKey()}`
      : `The key of the workspace "Demonstration" is in ${folder}/demo-api-key.`;
  const password =
    made === 'nothing'
      ? `the password in ${folder}/demo-password`
      : `the password ${getDemoPassword()} (also kept in ${folder}/demo-password)`;
  const signIn = `Sign in at ${publicOrigin()}/sign-in as ${first} with ${password}; it is also that of ${others.join(' and ')}.`;
  process.stdout.write(`${key}\n${signIn}\n`);
}

async function initialiseAlone(): Promise<void> {
  // First, so that INIT_WORKSPACE=Demonstration stands for the demonstration and not in its way.
  if (env().SEED_DEMO) sayHowToBegin(await seedDemonstration());
  await createMissing();
}

/** Any number: two starts must agree on it. */
const startLock = 72_707_370;

/** Unattended start-up, one process at a time. The embedded database has one process, and one connection to wait on. */
export async function initialise(database: Database): Promise<void> {
  if (database.kind === 'embedded') return initialiseAlone();
  const first = { text: 'SELECT pg_advisory_xact_lock($1)', values: [startLock] };
  return database.transaction(first, initialiseAlone);
}
