import { prepare } from '@/lib/cli/prepare.mjs';
import { startPostgresServer } from '@/lib/testing/postgres-server';

import { postgresUrlVariable } from './servers';

/** Builds once, and starts the PostgreSQL in which each worker of the second project makes a database of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  await prepare({ wantsBuild: true, wantsDev: true });
  const server = await startPostgresServer();
  process.env[postgresUrlVariable] = server.adminUrl;
  return () => server.stop();
}
