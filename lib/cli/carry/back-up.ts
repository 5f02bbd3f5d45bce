import 'server-only';

import { statSync } from 'node:fs';

import { findKeptSecrets } from '@/lib/auth/secret';

import type { Terminal } from '../inspect/terminal';
import { describeSource } from './describe-source';
import { sumRows } from './digest';
import type { Digest } from './digest';
import { openForReading } from './open-database';
import type { Place } from './open-database';
import { countOn } from './progress';
import { withSnapshot } from './snapshot';
import { writeBackup } from './write-backup';

export type BackedUp = {
  type: 'backup';
  file: string;
  size_bytes: number;
  sha256: string;
  rows: number;
  tables: Digest[];
  seconds: number;
  has_secret: boolean;
};

/** Writes everything of a database into one file, as of one moment, while servers may go on with it. */
export async function backUp(
  place: Place,
  { file, terminal, now }: { file: string; terminal: Pick<Terminal, 'progress'>; now: Date },
): Promise<BackedUp> {
  const startedAt = performance.now();
  const secrets = findKeptSecrets(place.dataDir);
  const database = await openForReading(place);
  try {
    const { sha256, tables } = await withSnapshot(database, (snapshot) => {
      const manifest = describeSource(snapshot, { kind: database.kind, madeAt: now, secrets });
      return writeBackup(snapshot, manifest, { file, onSlice: countOn(terminal, { doing: 'Backed up' }) });
    });
    return {
      type: 'backup',
      file,
      size_bytes: statSync(file).size,
      sha256,
      rows: sumRows(tables),
      tables,
      seconds: (performance.now() - startedAt) / 1000,
      has_secret: secrets['secret'] !== undefined,
    };
  } finally {
    await database.close();
  }
}
