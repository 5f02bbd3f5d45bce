import 'server-only';

import { env } from '@/lib/env';
import { invalidRequest } from '@/lib/errors/app-error';

import { openArchive } from './open-archive';
import type { SpooledArchive } from './spool-archive';

/** What an archive holds, known to be whole and right. */
export type Survey = {
  sha256: string;
  storeIds: readonly string[];
  versionIds: ReadonlySet<string>;
};

/**
 * Reads an archive to its end before anything of it is kept. Throws `invalid_request` when it is not whole, and when a store of it holds more
 * memories than a store may.
 */
export async function surveyArchive(archive: SpooledArchive): Promise<Survey> {
  const limit = env().LIMIT_MEMORIES_PER_STORE;
  const storeIds: string[] = [];
  const versionIds = new Set<string>();
  let versionCount = 0;
  let live = 0;
  let isLive = false;
  for await (const line of openArchive(archive)) {
    if (line.kind === 'memory' || line.kind === 'store' || line.kind === 'end') {
      live += isLive ? 1 : 0;
      isLive = false;
      if (live > limit)
        throw invalidRequest(`a memory store of the archive has more than ${limit} memories, the limit here`);
    }
    if (line.kind === 'store') {
      storeIds.push(line.id);
      live = 0;
    }
    if (line.kind !== 'version') continue;
    isLive = line.content !== null;
    versionIds.add(line.id);
    versionCount += 1;
  }
  if (versionIds.size !== versionCount)
    throw invalidRequest('the archive is damaged: it holds a version twice');
  return { sha256: archive.sha256, storeIds, versionIds };
}
