import 'server-only';

import type { OwnedDatabase } from '@/lib/db/database';

import type { Manifest } from './manifest';
import type { Snapshot } from './snapshot';

/** What a copy of the snapshot says of itself. */
export function describeSource(
  snapshot: Snapshot,
  { kind, madeAt, secrets }: { kind: OwnedDatabase['kind']; madeAt: Date; secrets: Record<string, string> },
): Manifest {
  return {
    palimpsest_backup: 1,
    made_at: madeAt.toISOString(),
    database: kind,
    server_version: snapshot.serverVersion,
    instance: snapshot.instance,
    migrations: snapshot.migrations,
    tables: snapshot.tables.map(({ schema, name, columns }) => ({ schema, name, columns })),
    pepper: snapshot.pepper,
    secrets,
  };
}
