import { createStore, seedMemories, settle } from './seed';
import type { Client } from './client';
import type { Stage } from './stage';

/** Every team's folder holds 100 entries: 50 notes, and 50 sub-folders of 19 cases each. */
const notes = 50;
const folders = 50;
const casesEach = 19;
const perTeam = notes + folders * casesEach;
export const entriesOfFolder = notes + folders;

const place = `((i - 1) % ${perTeam})`;
const padded = (sql: string, width: number) => `lpad((${sql})::text, ${width}, '0')`;
const forestPath = `'/team-' || ${padded(`(i - 1) / ${perTeam}`, 5)} || CASE WHEN ${place} < ${notes}
  THEN '/note-' || ${padded(place, 3)} || '.md'
  ELSE '/case-' || ${padded(`(${place} - ${notes}) / ${casesEach}`, 3)} || '/step-' || ${padded(`(${place} - ${notes}) % ${casesEach}`, 2)} || '.md' END`;

/** A store of that shape with the given number of memories, a multiple of 1000. */
export type Forest = { storeId: string; count: number; sizeBytes: number };

export function folderOf(forest: Forest, team: number): string {
  return `/team-${String(team % (forest.count / perTeam)).padStart(5, '0')}/`;
}

export async function growForests(
  stage: Stage,
  client: Client,
  counts: readonly number[],
): Promise<Forest[]> {
  const sizeBytes = 256;
  const forests: Forest[] = [];
  for (const count of counts)
    forests.push({ storeId: await createStore(client, `${count} memories`), count, sizeBytes });
  await stage.load(async (run) => {
    for (const { storeId, count } of forests)
      await seedMemories(run, stage, { storeId, count, sizeBytes, path: forestPath });
    await settle(run);
  });
  return forests;
}
