import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import { hashSecret } from '@/lib/auth/secret';
import { env } from '@/lib/env';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { isSecretKnown, listWorkspaces } from '@/lib/workspaces/read';

async function ensureWorkspace(name: string): Promise<string> {
  const known = (await listWorkspaces()).find((workspace) => workspace.name === name);
  return known?.id ?? createWorkspace(name);
}

async function ensureOperatorKey(workspaceId: string, name: string, secret: string): Promise<void> {
  if (await isSecretKnown(hashSecret(secret))) return;
  await createApiKey(
    systemActor(workspaceId, 'start-up'),
    { name, kind: 'operator', trust_tier: 'trusted' },
    secret,
  );
}

/** Unattended start-up: creates what the INIT_ variables name and is missing, and never overwrites. */
export async function initialise(): Promise<void> {
  const { INIT_WORKSPACE: name, INIT_API_KEY: secret } = env();
  if (name === undefined && secret === undefined) return;
  const workspaceId = await ensureWorkspace(name ?? 'Default');
  if (secret !== undefined) await ensureOperatorKey(workspaceId, 'Initial key', secret);
}
