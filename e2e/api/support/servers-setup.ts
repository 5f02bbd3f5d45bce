import { randomBytes } from 'node:crypto';

import type { TestProject } from 'vitest/node';

import { prepare } from '@/lib/cli/prepare.mjs';
import { createDatabase } from '@/lib/testing/new-database';
import { postgresTemplate } from '@/lib/testing/postgres-setup';
import { startSpawnedServer } from '@/lib/testing/spawned-server';

export const databaseKinds = ['embedded', 'postgres'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be merged
  interface ProvidedContext {
    /** Where the built application answers, once on each database; every file makes stores of its own there. */
    serverUrls: Record<DatabaseKind, string>;
    /** An operator's key with all scopes, on both. */
    operatorKey: string;
    /** The database behind the second one, as a superuser. */
    databaseUrl: string;
    /** The SECRET of both, so that a test can sign people in. */
    instanceSecret: string;
  }
}

const operatorKey = `plk_${randomBytes(24).toString('hex')}`;
const instanceSecret = randomBytes(24).toString('hex');
let dispose: (() => Promise<unknown>) | undefined;

export async function setup(project: TestProject): Promise<void> {
  await prepare({ wantsBuild: true, wantsDev: true });
  const env = {
    SEED_DEMO: '0',
    INIT_API_KEY: operatorKey,
    SECRET: instanceSecret,
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '1000000',
  };
  const { postgresAdminUrl, embeddedTemplate: template } = project.getProvidedContext();
  const DATABASE_URL = await createDatabase(postgresAdminUrl, postgresTemplate);
  const [embedded, postgres] = await Promise.all([
    startSpawnedServer(env, { template }),
    startSpawnedServer({ ...env, DATABASE_URL }),
  ]);
  dispose = () => Promise.all([embedded.dispose(), postgres.dispose()]);
  project.provide('serverUrls', { embedded: embedded.url, postgres: postgres.url });
  project.provide('operatorKey', operatorKey);
  project.provide('databaseUrl', DATABASE_URL);
  project.provide('instanceSecret', instanceSecret);
}

export async function teardown(): Promise<void> {
  await dispose?.();
}
