import { prepare } from '@/lib/cli/prepare.mjs';
import { startPostgresServer } from '@/lib/testing/postgres-server';

import { makeTemplates } from './templates';

/** Builds once, starts the PostgreSQL in which workers have a database of their own, and makes what their servers begin with. */
export default async function setup(): Promise<() => Promise<void>> {
  await prepare({ wantsBuild: true, wantsDev: true });
  const server = await startPostgresServer();
  const deleteTemplates = await makeTemplates(server.adminUrl);
  return async () => {
    deleteTemplates();
    await server.stop();
  };
}
