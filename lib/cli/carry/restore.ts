import 'server-only';

import { refuseMoved } from '@/lib/db/moved-folder';
import type { Filled } from '@/lib/db/unfinished-copy';

import type { Terminal } from '../inspect/terminal';
import { assertSecretsFit, keepSecrets } from './data-secrets';
import { sumRows } from './digest';
import type { Digest } from './digest';
import { assertKnown, fillDatabase } from './fill-database';
import { openForFilling } from './open-database';
import type { Place } from './open-database';
import { countOn } from './progress';
import { checkBackup, readBackup } from './read-backup';
import type { OnSlice } from './rows';

export type Restored = {
  type: 'restore';
  sha256: string;
  made_at: string;
  rows: number;
  tables: Digest[];
  seconds: number;
};

/** Reads a backup whole and, if it is sound, fills an empty database with it. Killed, it goes on when it is called again. */
export async function restore(
  place: Place,
  { file, terminal }: { file: string; terminal: Pick<Terminal, 'progress'> },
): Promise<Restored> {
  const startedAt = performance.now();
  terminal.progress('Checking the backup …');
  const { manifest, tables: digests, sha256 } = await checkBackup(file);
  await assertKnown(manifest);
  assertSecretsFit(manifest.secrets, place.dataDir);
  if (place.url === undefined) refuseMoved(place.dataDir);
  const database = await openForFilling(place);
  const total = sumRows(digests);
  try {
    const source = {
      id: `backup ${sha256}`,
      manifest,
      read: (from: Filled) => readBackup(file, from),
      digest: () => Promise.resolve(digests),
    };
    let onWritten: OnSlice = () => undefined;
    const tables = await fillDatabase(database, source, {
      onBegun: ({ total: done }) => {
        keepSecrets(manifest.secrets, place.dataDir);
        onWritten = countOn(terminal, { doing: 'Restored', total, done });
      },
      onWritten: (slice) => onWritten(slice),
      onCompared: countOn(terminal, { doing: 'Compared', total }),
      onComplete: () => undefined,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return { type: 'restore', sha256, made_at: manifest.made_at, rows: sumRows(tables), tables, seconds };
  } finally {
    await database.close();
  }
}
