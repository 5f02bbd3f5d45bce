import 'server-only';

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

/** `to` is where its data went: host and name of the database, without credentials. */
const move = z.object({ to: z.string(), began_at: z.string(), ended_at: z.string().nullable() });
export type Move = z.infer<typeof move>;

const fileName = 'moved-to-postgres.json';

export function movedFile(dataDir: string): string {
  return path.join(dataDir, fileName);
}

/** Null for a data folder whose data was never moved. */
export function findMove(dataDir: string): Move | null {
  const file = movedFile(dataDir);
  return existsSync(file) ? move.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

export function noteMove(dataDir: string, { to, began_at, ended_at }: Move): void {
  const draft = `${movedFile(dataDir)}.draft`;
  writeFileSync(draft, `${JSON.stringify({ to, began_at, ended_at })}\n`);
  renameSync(draft, movedFile(dataDir));
}

/** Throws a sentence for a data folder whose data is, or is about to be, in PostgreSQL: writes to both would part for good. */
export function refuseMoved(dataDir: string): void {
  const found = findMove(dataDir);
  if (!found) return;
  const [state, next] =
    found.ended_at === null
      ? ['is being moved', 'Run "npm run move-to-postgres" again, which goes on where it stopped']
      : [`was moved on ${found.ended_at.slice(0, 10)}`, 'Start with DATABASE_URL set to that database'];
  throw new Error(
    `Palimpsest cannot start: the data of ${dataDir} ${state} to PostgreSQL (${found.to}). ${next}; or delete ${movedFile(dataDir)} to go on with this folder, whose writes that database will not have.`,
  );
}
