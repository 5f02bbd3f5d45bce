import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createDatabase } from '@/lib/testing/new-database';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

/** How the global set-up tells the workers where PostgreSQL is. */
export const postgresUrlVariable = 'PALIMPSEST_JOURNEYS_POSTGRES';

export type Person = { email: string; password: string };

/** The owner of the workspace "Journeys", and who is in the demonstration: its admin and two who may do less. */
export type PersonName = 'owner' | 'demo' | 'viewer' | 'auditor';

export type JourneyServer = SpawnedServer & {
  operatorKey: string;
  owner: Person;
  /** Null for the embedded one, which belongs to its process. */
  databaseUrl: string | null;
};

/** A server with the demonstration and an owner of a workspace of its own, for all journeys of one worker. */
export async function startJourneyServer(
  kind: string,
  more: Record<string, string> = {},
): Promise<JourneyServer> {
  const operatorKey = `plk_${randomBytes(24).toString('hex')}`;
  const owner = { email: 'owner@example.org', password: randomBytes(12).toString('hex') };
  const env: Record<string, string> = {
    INIT_WORKSPACE: 'Journeys',
    INIT_API_KEY: operatorKey,
    INIT_OWNER_EMAIL: owner.email,
    INIT_OWNER_PASSWORD: owner.password,
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_MEMORIES_PER_STORE: '200000',
    // Who is told by webhooks runs on this machine.
    WEBHOOKS_ALLOW_PRIVATE: '1',
    ...more,
  };
  const adminUrl = process.env[postgresUrlVariable];
  const isEmbedded = !kind.endsWith('postgres') || adminUrl === undefined;
  const databaseUrl = isEmbedded ? null : await createDatabase(adminUrl);
  if (databaseUrl !== null) env['DATABASE_URL'] = databaseUrl;
  return { ...(await startSpawnedServer(env)), operatorKey, owner, databaseUrl };
}

export function personNamed({ owner, dataDir }: JourneyServer, name: PersonName): Person {
  if (name === 'owner') return owner;
  return { email: `${name}@palimpsest.local`, password: readSecret(dataDir, 'demo-password') };
}

export function readDemoKey({ dataDir }: JourneyServer): string {
  return readSecret(dataDir, 'demo-api-key');
}

export function readSecret(dataDir: string, name: string): string {
  return readFileSync(join(dataDir, name), 'utf8').trim();
}
