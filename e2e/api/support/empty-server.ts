import { inject } from 'vitest';

import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

/** As `startSpawnedServer` on the embedded database, which is migrated already, and without the demonstration. */
export function startEmptyServer(env: Record<string, string>): Promise<SpawnedServer> {
  return startSpawnedServer({ SEED_DEMO: '0', ...env }, { template: inject('embeddedTemplate') });
}
