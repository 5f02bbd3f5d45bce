import 'server-only';

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import type { OwnedDatabase } from '@/lib/db/database';
import { copied, databaseFolder, openOwnedEmbedded } from '@/lib/db/embedded';
import { askHolder, lockFolder } from '@/lib/db/folder-lock';
import { openOwnedPostgres } from '@/lib/db/postgres';

import { refusal } from './outcome';

/** Where a database is: on a PostgreSQL, under its owner's rights, or in a data folder. */
export type Place = { url?: string | undefined; adminUrl?: string | undefined; dataDir: string };

const copyPrefix = 'backup-copy-';

export function openPlacePostgres(url: string, adminUrl: string | undefined): OwnedDatabase {
  // A connection that is lost while nothing is asked of it fails the next statement, which tells its caller.
  return openOwnedPostgres({ url, adminUrl, onConnectionError: () => undefined });
}

/** Opens a data folder's database and keeps everybody else out until it is closed. Throws a sentence when somebody is in. */
export async function openLockedFolder(dataDir: string): Promise<OwnedDatabase> {
  const unlock = await lockFolder(dataDir).catch(() => {
    throw refusal(
      `another process is using the data folder ${dataDir}.`,
      'Stop that process, or name another folder with DATA_DIR.',
    );
  });
  try {
    const database = await openOwnedEmbedded(dataDir);
    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Copies that a killed backup left behind: nobody holds them any more. */
async function sweepCopies(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith(copyPrefix))) {
    const folder = path.join(dataDir, name);
    const unlock = await lockFolder(folder).catch(() => null);
    if (unlock) rmSync(folder, { recursive: true, force: true });
    unlock?.();
  }
}

/** A copy of the files that the process which uses the folder takes of them, opened; deleted when it is closed. */
async function openCopy(dataDir: string): Promise<OwnedDatabase> {
  await sweepCopies(dataDir);
  const folder = mkdtempSync(path.join(dataDir, copyPrefix));
  const unlock = await lockFolder(folder);
  const discard = () => {
    rmSync(folder, { recursive: true, force: true });
    unlock();
  };
  try {
    const said = await askHolder(dataDir, `copy ${path.basename(folder)}`);
    if (said !== copied)
      throw refusal(
        `the server that uses the data folder ${dataDir} gave no copy of its database (${said ?? 'no answer'}).`,
        'Try again when it is ready, or stop it and run this again.',
      );
    const database = await openOwnedEmbedded(folder);
    return { ...database, close: () => database.close().finally(discard) };
  } catch (error) {
    discard();
    throw error;
  }
}

/**
 * Opens what is to be read. A data folder that a server is using is read from a copy, which the server takes between two statements, so
 * that it goes on serving. Throws a refusal when there is nothing.
 */
export async function openForReading({ url, adminUrl, dataDir }: Place): Promise<OwnedDatabase> {
  if (url !== undefined) return openPlacePostgres(url, adminUrl);
  if (!existsSync(databaseFolder(dataDir)))
    throw refusal(
      `there is no database in the data folder ${dataDir}.`,
      'Name the folder with DATA_DIR, or the PostgreSQL database with DATABASE_URL.',
    );
  try {
    return await openLockedFolder(dataDir);
  } catch (error) {
    const isInUse = (await askHolder(dataDir, 'ping')) !== null;
    if (!isInUse) throw error;
    return openCopy(dataDir);
  }
}

/** Opens what is to be filled. Whether it is empty is found out later. */
export function openForFilling({ url, adminUrl, dataDir }: Place): Promise<OwnedDatabase> {
  if (url !== undefined) return Promise.resolve(openPlacePostgres(url, adminUrl));
  mkdirSync(dataDir, { recursive: true });
  return openLockedFolder(dataDir);
}
