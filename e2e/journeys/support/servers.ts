import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createDatabase } from '@/lib/testing/new-database';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

import { workspaces } from './places';
import type { Person } from './places';
import { findTemplates } from './templates';

/** The owner of the workspace "Journeys", and who is in the demonstration: its admin and two who may do less. */
export type PersonName = 'owner' | 'demo' | 'viewer' | 'auditor';

export type JourneyServer = SpawnedServer & {
  /** Null for the embedded one, which belongs to its process. */
  databaseUrl: string | null;
};

/** A server with the demonstration and the workspaces of the journeys, for all journeys of one worker. */
export async function startJourneyServer(
  kind: 'embedded' | 'postgres',
  more: Record<string, string> = {},
): Promise<JourneyServer> {
  const { adminUrl, [kind]: template } = findTemplates();
  const { folder, databaseName } = template;
  const databaseUrl = databaseName === null ? null : await createDatabase(adminUrl, databaseName);
  const env: Record<string, string> = {
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_MEMORIES_PER_STORE: '200000',
    // Who is told by webhooks runs on this machine.
    WEBHOOKS_ALLOW_PRIVATE: '1',
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
    ...more,
  };
  return { ...(await startSpawnedServer(env, { template: folder })), databaseUrl };
}

export function personNamed({ dataDir }: JourneyServer, name: PersonName): Person {
  if (name === 'owner') return workspaces.journeys.owner;
  return { email: `${name}@palimpsest.local`, password: readSecret(dataDir, 'demo-password') };
}

export function readDemoKey({ dataDir }: JourneyServer): string {
  return readSecret(dataDir, 'demo-api-key');
}

export function readSecret(dataDir: string, name: string): string {
  return readFileSync(join(dataDir, name), 'utf8').trim();
}
