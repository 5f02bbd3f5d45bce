import 'server-only';

import { env } from '@/lib/env';
import { prepareQueue } from '@/lib/jobs/queue';
import { logger } from '@/lib/logger/logger';

import { setDatabase } from './database';
import type { Database } from './database';
import { openEmbedded } from './embedded';
import { openPostgres } from './postgres';
import { assertBoundRole } from './safety';

/** Opens the database that the environment names, migrated, and makes it this process's own. Throws a sentence when it cannot. */
export async function openDatabase(): Promise<Database> {
  const {
    DATABASE_URL: url,
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_POOL_SIZE: poolSize,
    DATA_DIR: dataDir,
  } = env();
  const database =
    url === undefined
      ? await openEmbedded(dataDir, prepareQueue)
      : await openPostgres({
          url,
          adminUrl,
          poolSize,
          prepare: prepareQueue,
          onConnectionError: (error) => logger().warn({ err: error }, 'a database connection was lost'),
        });
  await assertBoundRole(database.query).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  setDatabase(database);
  return database;
}
