import 'server-only';

import { env } from '@/lib/env';
import { invalidRequest } from '@/lib/errors/app-error';
import { encodeContent } from '@/lib/versions/content';

import { openArchive } from './open-archive';
import type { SpooledArchive } from './spool-archive';

/** What an archive holds, known to be whole and right. */
export type Survey = {
  sha256: string;
  storeIds: readonly string[];
  memoryCount: number;
  versionIds: ReadonlySet<string>;
};

/** Adds up what is live in a store: of each memory its newest version, unless that says that the memory was deleted. */
function createLimitCheck() {
  const { LIMIT_MEMORIES_PER_STORE: maxMemories, LIMIT_STORE_BYTES: maxBytes } = env();
  let memories = 0;
  let bytes = 0;
  let head: string | null = null;

  function close(): void {
    if (head === null) return;
    memories += 1;
    bytes += encodeContent(head).byteLength;
    head = null;
    if (memories > maxMemories)
      throw invalidRequest(
        `a memory store of the archive has more than ${maxMemories} memories, the limit here`,
      );
    if (maxBytes > 0 && bytes > maxBytes)
      throw invalidRequest(
        `the memories of a memory store of the archive have more than ${maxBytes} bytes, the limit here`,
      );
  }

  return {
    close,
    setHead: (content: string | null) => {
      head = content;
    },
    beginStore: () => {
      [memories, bytes] = [0, 0];
    },
  };
}

/**
 * Reads an archive to its end before anything of it is kept. Throws `invalid_request` when it is not whole, and when a store of it holds more
 * than a store may.
 */
export async function surveyArchive(archive: SpooledArchive): Promise<Survey> {
  const limits = createLimitCheck();
  const storeIds: string[] = [];
  const versionIds = new Set<string>();
  const counts = { memories: 0, versions: 0 };
  for await (const line of openArchive(archive)) {
    if (line.kind === 'version') {
      limits.setHead(line.content);
      versionIds.add(line.id);
      counts.versions += 1;
      continue;
    }
    limits.close();
    if (line.kind === 'memory') counts.memories += 1;
    if (line.kind !== 'store') continue;
    storeIds.push(line.id);
    limits.beginStore();
  }
  if (versionIds.size !== counts.versions)
    throw invalidRequest('the archive is damaged: it holds a version twice');
  return { sha256: archive.sha256, storeIds, memoryCount: counts.memories, versionIds };
}
